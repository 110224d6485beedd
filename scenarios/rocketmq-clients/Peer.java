import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.MessageSelector;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.client.producer.selector.SelectMessageQueueByHash;
import org.apache.rocketmq.client.utils.MessageUtil;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;

/**
 * Sends and consumes with the Java client as it is told on standard input. A line is a command: its number, its name, its
 * arguments; it is answered by a line with `=`, the number, `ok` or `failed`, and values. What comes to consumers is told
 * by lines with `>`. Parts are divided by tabs, and texts are in hexadecimal. Argument: name servers.
 */
public class Peer {
    static final HexFormat HEX = HexFormat.of();
    static final Map<String, TransactionMQProducer> PRODUCERS = new ConcurrentHashMap<>();
    static final Map<String, DefaultMQPushConsumer> CONSUMERS = new ConcurrentHashMap<>();
    static final SelectMessageQueueByHash BY_HASH = new SelectMessageQueueByHash();
    static String nameServers;

    public static void main(String[] args) throws Exception {
        nameServers = args[0];
        ExecutorService commands = Executors.newCachedThreadPool();
        say("ready");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split("\t", -1);
            commands.submit(() -> {
                try {
                    say("=", parts[0], "ok", String.join("\t", execute(parts[1], parts)));
                } catch (Throwable failure) {
                    say("=", parts[0], "failed", hex(String.valueOf(failure)));
                }
            });
        }
        for (TransactionMQProducer producer : PRODUCERS.values()) producer.shutdown();
        for (DefaultMQPushConsumer consumer : CONSUMERS.values()) consumer.shutdown();
        System.exit(0);
    }

    static synchronized void say(String... parts) {
        System.out.println(String.join("\t", parts));
    }

    static String hex(String text) {
        return HEX.formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(String hex) {
        return new String(HEX.parseHex(hex), StandardCharsets.UTF_8);
    }

    static List<String> execute(String command, String[] parts) throws Exception {
        String group = text(parts[2]);
        switch (command) {
            case "producer": return startProducer(group, parts[3], parts[4]);
            case "send": return send(PRODUCERS.get(group), parts[3], text(parts[4]), messages(parts, 5));
            case "consumer": return startConsumer(group, parts);
            case "queues": return queues(group);
            case "stop": return stop(group);
            default: throw new IllegalArgumentException(command);
        }
    }

    static List<String> startProducer(String group, String compression, String checked) throws Exception {
        System.setProperty("rocketmq.message.compressType", compression);
        TransactionMQProducer producer = new TransactionMQProducer(group);
        producer.setNamesrvAddr(nameServers);
        producer.setInstanceName("producer-" + group);
        producer.setPollNameServerInterval(1000);
        producer.setTransactionListener(new TransactionListener() {
            @Override
            public LocalTransactionState executeLocalTransaction(Message message, Object outcome) {
                return LocalTransactionState.valueOf((String) outcome);
            }

            @Override
            public LocalTransactionState checkLocalTransaction(MessageExt message) {
                say(">", "checked", hex(group), HEX.formatHex(message.getBody()));
                return LocalTransactionState.valueOf(checked);
            }
        });
        producer.start();
        PRODUCERS.put(group, producer);
        return List.of();
    }

    /** Seven parts each: topic, body, tag, keys, flag, properties, delay level. */
    static List<Message> messages(String[] parts, int from) {
        List<Message> messages = new ArrayList<>();
        for (int at = from; at + 7 <= parts.length; at += 7) {
            Message message = new Message(text(parts[at]), HEX.parseHex(parts[at + 1]));
            if (!parts[at + 2].isEmpty()) message.setTags(text(parts[at + 2]));
            if (!parts[at + 3].isEmpty()) message.setKeys(text(parts[at + 3]));
            message.setFlag(Integer.parseInt(parts[at + 4]));
            for (String property : parts[at + 5].split(";")) {
                String[] named = property.split(":");
                if (named.length == 2) message.putUserProperty(text(named[0]), text(named[1]));
            }
            if (!parts[at + 6].equals("0")) message.setDelayTimeLevel(Integer.parseInt(parts[at + 6]));
            messages.add(message);
        }
        return messages;
    }

    static List<String> send(TransactionMQProducer producer, String how, String option, List<Message> messages)
        throws Exception {
        Message first = messages.get(0);
        switch (how) {
            case "oneway":
                producer.sendOneway(first);
                return List.of();
            case "request":
                return List.of(HEX.formatHex(producer.request(first, 30_000).getBody()));
            case "batch": return sent(producer.send(messages));
            case "transaction": return sent(producer.sendMessageInTransaction(first, option));
            case "key": return sent(producer.send(first, BY_HASH, option));
            case "queue": {
                int id = Integer.parseInt(option);
                return sent(producer.send(first, (queues, message, chosen) -> queues.get(id), null));
            }
            default: return sent(producer.send(first));
        }
    }

    static List<String> sent(SendResult result) {
        return List.of(
            result.getMsgId(),
            String.valueOf(result.getMessageQueue().getQueueId()),
            String.valueOf(result.getQueueOffset()));
    }

    /** Parts: manner, topic, kind of expression, expression, most retries, how often each message fails, whether it replies. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static List<String> startConsumer(String group, String[] parts) throws Exception {
        int fails = Integer.parseInt(parts[8]);
        TransactionMQProducer replier = parts[9].isEmpty() ? null : PRODUCERS.get(text(parts[9]));
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(group);
        consumer.setNamesrvAddr(nameServers);
        consumer.setInstanceName("consumer-" + group);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.setMaxReconsumeTimes(Integer.parseInt(parts[7]));
        consumer.setSuspendCurrentQueueTimeMillis(10);
        consumer.setPersistConsumerOffsetInterval(500);
        consumer.setPollNameServerInterval(1000);
        if (parts[3].equals("broadcast")) {
            // The enumeration lies in another package in 5.x.
            Class model = consumer.getMessageModel().getClass();
            consumer.getClass().getMethod("setMessageModel", model)
                .invoke(consumer, Enum.valueOf(model, "BROADCASTING"));
        }
        if (parts[3].equals("pop")) {
            // Of 5.x: queues are assigned by the broker, whose mode for the group says that they are popped.
            consumer.getClass().getMethod("setClientRebalance", boolean.class).invoke(consumer, false);
            consumer.getClass().getMethod("setPopInvisibleTime", long.class).invoke(consumer, 10_000L);
        }
        String topic = text(parts[4]);
        String expression = text(parts[6]);
        consumer.subscribe(topic, parts[5].equals("sql") ? MessageSelector.bySql(expression) : MessageSelector.byTag(expression));
        if (parts[3].equals("orderly")) {
            consumer.registerMessageListener((MessageListenerOrderly) (messages, context) -> {
                for (MessageExt message : messages) tell(group, message);
                return messages.get(0).getReconsumeTimes() < fails
                    ? ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT
                    : ConsumeOrderlyStatus.SUCCESS;
            });
        } else {
            consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
                for (MessageExt message : messages) {
                    tell(group, message);
                    if (replier != null) reply(replier, message);
                }
                return messages.get(0).getReconsumeTimes() < fails
                    ? ConsumeConcurrentlyStatus.RECONSUME_LATER
                    : ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
        }
        consumer.start();
        CONSUMERS.put(group, consumer);
        return List.of();
    }

    static void reply(TransactionMQProducer replier, MessageExt message) {
        try {
            replier.send(MessageUtil.createReplyMessage(message, message.getBody()));
        } catch (Exception failure) {
            say(">", "failure", hex(String.valueOf(failure)), "");
        }
    }

    static void tell(String group, MessageExt message) {
        List<String> properties = new ArrayList<>();
        message.getProperties().forEach((name, value) -> properties.add(hex(name) + ":" + hex(value)));
        say(
            ">", "message", hex(group), HEX.formatHex(message.getBody()), hex(message.getTopic()),
            String.valueOf(message.getFlag()), String.join(";", properties),
            String.valueOf(message.getReconsumeTimes()), String.valueOf(message.getQueueId()),
            String.valueOf(message.getQueueOffset()), message.getMsgId());
    }

    static List<String> queues(String group) {
        List<String> queues = new ArrayList<>();
        for (MessageQueue queue : CONSUMERS.get(group).getDefaultMQPushConsumerImpl().getRebalanceImpl()
            .getProcessQueueTable().keySet()) queues.add(hex(queue.getTopic()) + ":" + queue.getQueueId());
        return queues;
    }

    static List<String> stop(String group) {
        TransactionMQProducer producer = PRODUCERS.remove(group);
        if (producer != null) producer.shutdown();
        DefaultMQPushConsumer consumer = CONSUMERS.remove(group);
        if (consumer != null) consumer.shutdown();
        return List.of();
    }
}
