import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.client.apis.ClientConfiguration;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.consumer.ConsumeResult;
import org.apache.rocketmq.client.apis.consumer.FilterExpression;
import org.apache.rocketmq.client.apis.consumer.PushConsumer;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.Message;
import org.apache.rocketmq.client.apis.message.MessageBuilder;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.apache.rocketmq.client.apis.producer.Producer;
import org.apache.rocketmq.client.apis.producer.ProducerBuilder;
import org.apache.rocketmq.client.apis.producer.RecallReceipt;
import org.apache.rocketmq.client.apis.producer.SendReceipt;
import org.apache.rocketmq.client.apis.producer.Transaction;
import org.apache.rocketmq.client.apis.producer.TransactionResolution;

/**
 * Producers and consumers of an application with the Java client that speaks gRPC, which run until they are told to stop; the
 * protocol of lines is told in grpc-clients.ts. Arguments: endpoints; whether to speak TLS; milliseconds between looks at
 * routes, 0 for the client's own 30 s.
 */
public class GrpcClients {
    static final ClientServiceProvider PROVIDER = ClientServiceProvider.loadService();
    static final Map<String, AutoCloseable> MEMBERS = new ConcurrentHashMap<>();
    static final Map<String, Sender> SENDERS = new ConcurrentHashMap<>();
    static final ScheduledExecutorService TIMER = Executors.newScheduledThreadPool(1);
    static final int ATTEMPTS = 5;
    static ClientConfiguration configuration;
    static int routeMs;

    public static void main(String[] args) throws Exception {
        var builder = ClientConfiguration.newBuilder()
            .setEndpoints(args[0])
            .enableSsl(Boolean.parseBoolean(args[1]))
            // The client's 3 s are not always enough on a busy machine.
            .setRequestTimeout(Duration.ofSeconds(20));
        routeMs = Integer.parseInt(args[2]);
        configuration = builder.build();
        ExecutorService commands = Executors.newCachedThreadPool();
        say("ready");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split("\t", -1);
            commands.submit(() -> {
                try {
                    say("=", parts[0], "ok", execute(parts));
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

    static String execute(String[] parts) throws Exception {
        String name = parts[2];
        switch (parts[1]) {
            case "producer":
                Sender sender = new Sender(name, parts[3], parts[4]);
                SENDERS.put(name, sender);
                MEMBERS.put(name, sender);
                sender.start();
                return "";
            case "push":
                MEMBERS.put(name, push(name, parts[3], parts[4], Integer.parseInt(parts[5])));
                return "";
            case "simple":
                Taker taker = new Taker(name, parts[3], parts[4]);
                MEMBERS.put(name, taker);
                taker.start();
                return "";
            case "rest":
                SENDERS.get(name).rest();
                return "";
            case "delayed": {
                Message message = SENDERS.get(name).message(parts[3])
                    .setDeliveryTimestamp(System.currentTimeMillis() + Long.parseLong(parts[4])).build();
                SendReceipt receipt = SENDERS.get(name).producer.send(message);
                return receipt.getRecallHandle();
            }
            case "recall": {
                RecallReceipt receipt = SENDERS.get(name).producer.recallMessage(parts[3], parts[4]);
                return receipt.getMessageId().toString();
            }
            case "stop":
                MEMBERS.remove(name).close();
                return "";
            default: throw new IllegalArgumentException(parts[1]);
        }
    }

    /**
     * A client gives itself 3 s to be told its settings, for which it has no setting either (`ClientSessionImpl`), and fails to
     * begin where a busy machine needs longer.
     */
    static <T> T begun(Callable<T> build) throws Exception {
        for (int attempt = 1; ; attempt += 1) {
            try {
                return build.call();
            } catch (Exception failure) {
                if (attempt == ATTEMPTS) throw failure;
            }
        }
    }

    /** The client looks at routes every 30 s, for which it has no setting; it is told to do it more often. */
    static void lookAtRoutes(Object client) throws Exception {
        if (routeMs == 0) return;
        Class<?> type = client.getClass();
        while (!type.getSimpleName().equals("ClientImpl")) type = type.getSuperclass();
        Method look = type.getDeclaredMethod("updateRouteCache");
        look.setAccessible(true);
        TIMER.scheduleWithFixedDelay(() -> {
            try {
                look.invoke(client);
            } catch (Throwable closed) {
                // It has ended meanwhile.
            }
        }, routeMs, routeMs, TimeUnit.MILLISECONDS);
    }

    static String text(MessageView message) {
        return StandardCharsets.UTF_8.decode(message.getBody()).toString();
    }

    /** Each message whose number ends with a zero fails as often as `fails` says before it is consumed. */
    static PushConsumer push(String name, String group, String topic, int fails) throws Exception {
        PushConsumer consumer = begun(PROVIDER.newPushConsumerBuilder()
            .setClientConfiguration(configuration)
            .setConsumerGroup(group)
            .setSubscriptionExpressions(Collections.singletonMap(topic, FilterExpression.SUB_ALL))
            .setMessageListener(message -> {
                String key = text(message);
                if (key.endsWith("0") && message.getDeliveryAttempt() <= fails) {
                    say("failed", name, key);
                    return ConsumeResult.FAILURE;
                }
                say("took", name, key);
                return ConsumeResult.SUCCESS;
            })
            ::build);
        lookAtRoutes(consumer);
        return consumer;
    }

    /** Receives and acknowledges. What could not be acknowledged, or whose acknowledgement was not answered, may come again. */
    static class Taker extends Thread implements AutoCloseable {
        final String name;
        final SimpleConsumer consumer;
        volatile boolean isOver;

        Taker(String name, String group, String topic) throws Exception {
            this.name = name;
            consumer = begun(PROVIDER.newSimpleConsumerBuilder()
                .setClientConfiguration(configuration)
                .setConsumerGroup(group)
                .setAwaitDuration(Duration.ofSeconds(2))
                .setSubscriptionExpressions(Collections.singletonMap(topic, FilterExpression.SUB_ALL))
                ::build);
            lookAtRoutes(consumer);
        }

        @Override
        public void run() {
            while (!isOver) {
                try {
                    // What is lost on its way here is received again after this time.
                    for (MessageView message : consumer.receive(16, Duration.ofSeconds(20))) take(message);
                } catch (Throwable failure) {
                    say("untaken", name, plain(failure));
                }
            }
        }

        void take(MessageView message) {
            say("took", name, text(message));
            try {
                consumer.ack(message);
            } catch (Throwable failure) {
                say("untaken", name, text(message) + ": " + plain(failure));
            }
        }

        @Override
        public void close() throws Exception {
            isOver = true;
            join();
            consumer.close();
        }
    }

    /** Sends a message about twenty times a second until it rests. */
    static class Sender extends Thread implements AutoCloseable {
        final String name;
        final String topic;
        final String manner;
        final Producer producer;
        volatile boolean isOver;

        Sender(String name, String topic, String manner) throws Exception {
            this.name = name;
            this.topic = topic;
            this.manner = manner;
            ProducerBuilder builder = PROVIDER.newProducerBuilder().setClientConfiguration(configuration).setTopics(topic);
            if (manner.equals("transactional")) {
                builder.setTransactionChecker(message -> {
                    say("checked", name, text(message));
                    return TransactionResolution.COMMIT;
                });
            }
            producer = begun(builder::build);
            lookAtRoutes(producer);
        }

        MessageBuilder message(String key) {
            return PROVIDER.newMessageBuilder().setTopic(topic).setKeys(key).setBody(key.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void run() {
            for (int number = 1; !isOver; number += 1) {
                String key = name + "-" + number;
                // Order is kept if what failed is sent again before anything else.
                boolean again = manner.equals("ordered");
                do {
                    try {
                        send(key, number);
                        say("sent", name, key);
                        again = false;
                    } catch (Throwable failure) {
                        say("unsent", name, key, plain(failure));
                    }
                } while (again);
                try {
                    Thread.sleep(50);
                } catch (InterruptedException never) {
                    return;
                }
            }
        }

        void send(String key, int number) throws Exception {
            MessageBuilder message = message(key);
            switch (manner) {
                case "ordered":
                    producer.send(message.setMessageGroup("group-" + number % 5).build());
                    break;
                case "delayed":
                    producer.send(message.setDeliveryTimestamp(System.currentTimeMillis() + 3000).build());
                    break;
                case "transactional":
                    Transaction transaction = producer.beginTransaction();
                    producer.send(message.build(), transaction);
                    // The fifth part is left to be asked about.
                    if (number % 5 != 0) transaction.commit();
                    break;
                default:
                    producer.send(message.build());
            }
        }

        void rest() throws Exception {
            isOver = true;
            join();
        }

        @Override
        public void close() throws Exception {
            rest();
            producer.close();
        }
    }
}
