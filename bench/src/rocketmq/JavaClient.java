import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.rocketmq.client.consumer.DefaultMQPullConsumer;
import org.apache.rocketmq.client.consumer.PullResult;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendCallback;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageQueue;

/**
 * Sends and pulls with the Java client as it is told on standard input, a line each time: `send COUNT IN_FLIGHT` or
 * `pull COUNT BATCH IN_FLIGHT`; answers with a line of count, seconds and CPU seconds of this process.
 * Arguments: name servers, topic, broker name, bytes of a message.
 */
public class JavaClient {
    static MessageQueue queue;
    static byte[] body;
    static DefaultMQProducer producer;
    static DefaultMQPullConsumer consumer;

    public static void main(String[] args) throws Exception {
        queue = new MessageQueue(args[1], args[2], 0);
        body = new byte[Integer.parseInt(args[3])];
        Arrays.fill(body, (byte) 'x');
        producer = new DefaultMQProducer("bench-java");
        producer.setNamesrvAddr(args[0]);
        producer.setInstanceName("java-producer");
        producer.setCompressMsgBodyOverHowmuch(Integer.MAX_VALUE);
        producer.start();
        consumer = new DefaultMQPullConsumer("bench-java");
        consumer.setNamesrvAddr(args[0]);
        consumer.setInstanceName("java-consumer");
        consumer.start();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        System.out.println("ready");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ");
            int count = Integer.parseInt(words[1]);
            long begun = System.nanoTime();
            long cpu = cpuNanos();
            if (words[0].equals("send")) send(count, Integer.parseInt(words[2]));
            else pull(count, Integer.parseInt(words[2]), Integer.parseInt(words[3]));
            System.out.println(count + " " + (System.nanoTime() - begun) / 1e9 + " " + (cpuNanos() - cpu) / 1e9);
        }
        producer.shutdown();
        consumer.shutdown();
        System.exit(0);
    }

    static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime();
    }

    static void check(SendResult result) {
        if (result.getSendStatus() != SendStatus.SEND_OK) throw new IllegalStateException("" + result);
    }

    static void send(int count, int inFlight) throws Exception {
        if (inFlight == 1) {
            for (int i = 0; i < count; i++) check(producer.send(new Message(queue.getTopic(), body), queue));
            return;
        }
        Semaphore free = new Semaphore(inFlight);
        CountDownLatch done = new CountDownLatch(count);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (int i = 0; i < count; i++) {
            free.acquire();
            producer.send(new Message(queue.getTopic(), body), queue, new SendCallback() {
                @Override
                public void onSuccess(SendResult result) {
                    if (result.getSendStatus() != SendStatus.SEND_OK) failure.set(new IllegalStateException("" + result));
                    free.release();
                    done.countDown();
                }

                @Override
                public void onException(Throwable error) {
                    failure.set(error);
                    free.release();
                    done.countDown();
                }
            });
        }
        done.await();
        if (failure.get() != null) throw new IllegalStateException(failure.get());
    }

    /** As many threads as requests are under way, each with its part of the queue. */
    static void pull(int count, int batch, int inFlight) throws Exception {
        long part = (count + inFlight - 1) / inFlight;
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread[] threads = new Thread[inFlight];
        for (int i = 0; i < inFlight; i++) {
            long from = i * part;
            threads[i] = new Thread(() -> {
                try {
                    pullPart(from, Math.min(count, from + part), batch);
                } catch (Throwable error) {
                    failure.set(error);
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) thread.join();
        if (failure.get() != null) throw new IllegalStateException(failure.get());
    }

    static void pullPart(long from, long to, int batch) throws Exception {
        long offset = from;
        long bytes = 0;
        while (offset < to) {
            int most = (int) Math.min(batch, to - offset);
            PullResult result = consumer.pull(queue, "*", offset, most);
            if (result.getMsgFoundList() == null) throw new IllegalStateException("" + result);
            for (var message : result.getMsgFoundList()) bytes += message.getBody().length;
            offset = result.getNextBeginOffset();
        }
        if (bytes < (to - from - 1) * body.length) throw new IllegalStateException(bytes + " bytes");
    }
}
