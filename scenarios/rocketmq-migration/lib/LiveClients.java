import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.rocketmq.client.ClientConfig;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.client.producer.selector.SelectMessageQueueByHash;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;

/**
 * Producers and consumers of an application with the Java client, which run until they are told to stop; the protocol of
 * lines is told in line-process.ts. Arguments: name servers; milliseconds between looks at routes, between heartbeats and
 * between stores of offsets, 0 for what the client does by itself.
 */
public class LiveClients {
    static final Map<String, Stoppable> MEMBERS = new ConcurrentHashMap<>();
    static final Map<String, Sender> SENDERS = new ConcurrentHashMap<>();
    static final SelectMessageQueueByHash BY_HASH = new SelectMessageQueueByHash();
    /** The client's 3 s for an answer are not always enough on a busy machine. */
    static final int ANSWER_MS = 20_000;
    static String[] settings;

    interface Stoppable {
        void stop() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        settings = args;
        ExecutorService commands = Executors.newCachedThreadPool();
        say("ready");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split("\t", -1);
            commands.submit(() -> {
                try {
                    say("=", parts[0], "ok", execute(parts[1], optionsOf(parts)));
                } catch (Throwable failure) {
                    say("=", parts[0], "failed", plain(failure));
                }
            });
        }
        Runtime.getRuntime().halt(0);
    }

    static synchronized void say(String... parts) {
        System.out.println(String.join("\t", parts));
    }

    static String plain(Throwable failure) {
        Throwable cause = failure.getCause();
        return (failure + (cause == null ? "" : ", caused by " + cause)).replaceAll("\\s+", " ");
    }

    static Map<String, String> optionsOf(String[] parts) {
        Map<String, String> options = new HashMap<>();
        for (int at = 2; at < parts.length; at += 1) {
            String[] named = parts[at].split("=", 2);
            options.put(named[0], named[1]);
        }
        return options;
    }

    static String execute(String command, Map<String, String> options) throws Exception {
        switch (command) {
            case "producer": return startProducer(options);
            case "consumer": return startConsumer(options);
            case "rest":
                SENDERS.get(options.get("name")).rest();
                return "";
            case "stop":
                MEMBERS.remove(options.get("name")).stop();
                return "";
            default: throw new IllegalArgumentException(command);
        }
    }

    static void configure(ClientConfig client, Map<String, String> options) {
        client.setNamesrvAddr(settings[0]);
        client.setInstanceName(options.get("name"));
        client.setMqClientApiTimeout(ANSWER_MS);
        int[] times = {Integer.parseInt(settings[1]), Integer.parseInt(settings[2]), Integer.parseInt(settings[3])};
        if (times[0] > 0) client.setPollNameServerInterval(times[0]);
        if (times[1] > 0) client.setHeartbeatBrokerInterval(times[1]);
        if (times[2] > 0) client.setPersistConsumerOffsetInterval(times[2]);
    }

    static String startProducer(Map<String, String> options) throws Exception {
        DefaultMQProducer producer = options.get("manner").equals("transactional")
            ? transactional(options)
            : new DefaultMQProducer(options.get("group"));
        configure(producer, options);
        producer.setSendMsgTimeout(ANSWER_MS);
        producer.start();
        Sender sender = new Sender(producer, options);
        sender.start();
        SENDERS.put(options.get("name"), sender);
        MEMBERS.put(options.get("name"), () -> {
            sender.rest();
            producer.shutdown();
        });
        return producer.buildMQClientId();
    }

    /** In turns committed, rolled back, unknown and committed when asked, unknown and rolled back when asked. */
    static LocalTransactionState fate(byte[] body, boolean asked) {
        String id = new String(body, StandardCharsets.UTF_8).split(" ")[0];
        int turn = Integer.parseInt(id.split("\\.")[1]) % 4;
        if (turn >= 2 && !asked) return LocalTransactionState.UNKNOW;
        return turn % 2 == 0 ? LocalTransactionState.COMMIT_MESSAGE : LocalTransactionState.ROLLBACK_MESSAGE;
    }

    static TransactionMQProducer transactional(Map<String, String> options) {
        TransactionMQProducer producer = new TransactionMQProducer(options.get("group"));
        producer.setTransactionListener(new TransactionListener() {
            @Override
            public LocalTransactionState executeLocalTransaction(Message message, Object none) {
                return fate(message.getBody(), false);
            }

            @Override
            public LocalTransactionState checkLocalTransaction(MessageExt message) {
                String[] body = new String(message.getBody(), StandardCharsets.UTF_8).split(" ");
                say("checked", options.get("name"), body[0]);
                return fate(message.getBody(), true);
            }
        });
        return producer;
    }

    static class Sender extends Thread {
        private volatile boolean running = true;
        private final DefaultMQProducer producer;
        private final Map<String, String> options;

        Sender(DefaultMQProducer producer, Map<String, String> options) {
            this.producer = producer;
            this.options = options;
        }

        void rest() throws InterruptedException {
            running = false;
            join();
        }

        @Override
        public void run() {
            long pauseNanos = 1_000_000_000L / Integer.parseInt(options.get("rate"));
            long next = System.nanoTime();
            int keys = Integer.parseInt(options.get("keys"));
            boolean sendsAgain = "1".equals(options.get("again"));
            for (int number = 1; running; ) {
                boolean isStored = send(options.get("run") + "." + number, "k" + number % keys);
                if (isStored || !sendsAgain) number += 1;
                next = Math.max(next + pauseNanos, System.nanoTime() - pauseNanos);
                try {
                    Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }

        private boolean send(String id, String key) {
            String name = options.get("name");
            Message message = new Message(options.get("topic"), (id + " " + key).getBytes(StandardCharsets.UTF_8));
            message.setKeys(id);
            try {
                SendResult sent = deliver(message, key);
                if (sent.getSendStatus() != SendStatus.SEND_OK) {
                    say("unsent", name, id, key, "undecided", sent.getSendStatus().name());
                    return false;
                }
                say(
                    "sent", name, id, key, sent.getMessageQueue().getBrokerName(),
                    String.valueOf(sent.getMessageQueue().getQueueId()), String.valueOf(sent.getQueueOffset()),
                    sent.getOffsetMsgId() == null ? "" : sent.getOffsetMsgId());
                return true;
            } catch (Throwable failure) {
                boolean refused = failure instanceof MQBrokerException;
                say("unsent", name, id, key, refused ? "refused" : "undecided", plain(failure));
                return false;
            }
        }

        private SendResult deliver(Message message, String key) throws Exception {
            switch (options.get("manner")) {
                case "keyed": return producer.send(message, BY_HASH, key);
                case "delayed":
                    message.setDelayTimeLevel(Integer.parseInt(options.get("delayLevel")));
                    return producer.send(message);
                case "transactional": return producer.sendMessageInTransaction(message, null);
                default: return producer.send(message);
            }
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static String startConsumer(Map<String, String> options) throws Exception {
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(options.get("group"));
        configure(consumer, options);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.setMaxReconsumeTimes(Integer.parseInt(options.get("maxReconsumeTimes")));
        consumer.setSuspendCurrentQueueTimeMillis(100);
        if (options.get("manner").equals("broadcast")) {
            // The enumeration lies in another package in 5.x.
            Class model = consumer.getMessageModel().getClass();
            consumer.getClass().getMethod("setMessageModel", model)
                .invoke(consumer, Enum.valueOf(model, "BROADCASTING"));
        }
        consumer.subscribe(options.get("topic"), "*");
        if (options.get("manner").equals("orderly")) {
            consumer.registerMessageListener((MessageListenerOrderly) (messages, context) ->
                takeAll(messages, options)
                    ? ConsumeOrderlyStatus.SUCCESS
                    : ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT);
        } else {
            consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) ->
                takeAll(messages, options)
                    ? ConsumeConcurrentlyStatus.CONSUME_SUCCESS
                    : ConsumeConcurrentlyStatus.RECONSUME_LATER);
        }
        consumer.start();
        MEMBERS.put(options.get("name"), consumer::shutdown);
        return consumer.buildMQClientId();
    }

    /** They come one at a time, which is the client's default. */
    static boolean takeAll(List<MessageExt> messages, Map<String, String> options) {
        return take(messages.get(0), options);
    }

    static boolean take(MessageExt message, Map<String, String> options) {
        String[] body = new String(message.getBody(), StandardCharsets.UTF_8).split(" ");
        int number = Integer.parseInt(body[0].split("\\.")[1]);
        boolean fails = number % Integer.parseInt(options.get("failEvery")) == 0
            && message.getReconsumeTimes() < Integer.parseInt(options.get("failTimes"));
        Instant now = Instant.now();
        say(
            "took", options.get("name"), body[0], body[1], fails ? "again" : "ok", message.getBrokerName(),
            String.valueOf(message.getQueueId()), String.valueOf(message.getQueueOffset()),
            String.valueOf(message.getStoreHost()).replaceAll("^[^/]*/", ""),
            String.valueOf(message.getReconsumeTimes()),
            String.valueOf(now.getEpochSecond() * 1_000_000L + now.getNano() / 1000));
        return !fails;
    }
}
