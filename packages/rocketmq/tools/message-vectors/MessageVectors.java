import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.rocketmq.common.MixAll;
import org.apache.rocketmq.common.UtilAll;
import org.apache.rocketmq.common.compression.CompressionType;
import org.apache.rocketmq.common.compression.CompressorFactory;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageAccessor;
import org.apache.rocketmq.common.message.MessageBatch;
import org.apache.rocketmq.common.message.MessageClientIDSetter;
import org.apache.rocketmq.common.message.MessageConst;
import org.apache.rocketmq.common.message.MessageDecoder;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageId;
import org.apache.rocketmq.common.sysflag.MessageSysFlag;
import org.apache.rocketmq.common.topic.TopicValidator;

/**
 * What RocketMQ's own classes make of messages, properties, ids and names; runs with the jars of 4.9.7 and of 5.5.0.
 *
 * write: prints the vectors as one JSON document. Equal jars give equal output, except for compressed data.
 * read:  takes lines from the standard input and prints a line of JSON for each:
 *          message HEX   the listing of each message in the data
 *          batch HEX     the listing of each entry
 *          key KEY       what is in a unique key
 *          new           a unique key made now, and what it is made of
 *
 * Classes and methods that only one of the releases has are looked up by name.
 */
public class MessageVectors {
    static final Class<?> INNER = oneOf("org.apache.rocketmq.common.message.MessageExtBrokerInner",
        "org.apache.rocketmq.store.MessageExtBrokerInner");
    static final long TIME = 1_700_000_000_000L;
    static final String SEPARATORS = "\u0001\u0002";

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
        if (arguments[0].equals("write")) {
            Map<String, Object> vectors = new LinkedHashMap<>();
            vectors.put("messages", messages());
            vectors.put("batches", batches());
            vectors.put("refusedBatches", refusedBatches());
            vectors.put("propertyTexts", propertyTexts());
            vectors.put("parsedProperties", parsedProperties());
            vectors.put("offsetIds", offsetIds());
            vectors.put("uniqueKeys", uniqueKeys());
            vectors.put("hashes", hashes());
            vectors.put("names", names());
            vectors.put("constants", constants());
            out.println(json(vectors, ""));
        } else {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(json(read(line.split(" ")), null));
            }
        }
        out.flush();
    }

    static Object read(String[] words) throws Exception {
        switch (words[0]) {
            case "message": return listings(bytes(words[1]));
            case "batch": return batchListing(bytes(words[1]));
            case "key": return keyListing(words[1]);
            default: {
                Map<String, Object> made = new LinkedHashMap<>();
                made.put("before", System.currentTimeMillis());
                made.put("key", MessageClientIDSetter.createUniqID());
                made.put("after", System.currentTimeMillis());
                made.put("address", hex(UtilAll.getIP()));
                made.put("pid", UtilAll.getPid());
                return made;
            }
        }
    }

    // ---- messages

    static List<Object> messages() throws Exception {
        List<Object> vectors = new ArrayList<>();
        add(vectors, "plain", message -> { });
        add(vectors, "no properties", message -> MessageAccessor.setProperties(message, new LinkedHashMap<>()));
        add(vectors, "empty body", message -> message.setBody(new byte[0]));
        add(vectors, "multi tags", message -> message.setSysFlag(MessageSysFlag.MULTI_TAGS_FLAG));
        add(vectors, "prepared", message -> message.setSysFlag(MessageSysFlag.TRANSACTION_PREPARED_TYPE));
        add(vectors, "committed", message -> message.setSysFlag(MessageSysFlag.TRANSACTION_COMMIT_TYPE));
        add(vectors, "rolled back", message -> message.setSysFlag(MessageSysFlag.TRANSACTION_ROLLBACK_TYPE));
        add(vectors, "born host v6", MessageVectors::bornV6);
        add(vectors, "store host v6", MessageVectors::storeV6);
        add(vectors, "both hosts v6", message -> {
            bornV6(message);
            storeV6(message);
            message.setSysFlag(message.getSysFlag() | MessageSysFlag.TRANSACTION_COMMIT_TYPE);
        });
        add(vectors, "smallest numbers", message -> numbers(message, Integer.MIN_VALUE, Long.MIN_VALUE));
        add(vectors, "largest numbers", message -> numbers(message, Integer.MAX_VALUE, Long.MAX_VALUE));
        add(vectors, "negative numbers", message -> numbers(message, -1, -1L));
        add(vectors, "longest topic", message -> message.setTopic("t".repeat(127)));
        add(vectors, "topic beyond ASCII", message -> message.setTopic("订单-größe"));
        add(vectors, "longest properties", message -> MessageAccessor.setProperties(message,
            map("KEYS", "k".repeat(Short.MAX_VALUE - "KEYS".length() - 2))));
        add(vectors, "properties beyond ASCII", message -> MessageAccessor.setProperties(message,
            map("名称", "值", "emoji", "\ud83d\ude80", "größe", "ß", "__proto__", "x", "sign", "a\u0001b")));
        add(vectors, "properties that are dropped", message -> MessageAccessor.setProperties(message,
            map("empty", "", "", "nameless", "kept", "1", "broken", "a\u0002b", "last", "2")));
        for (String type : new String[] {"UNMARKED", "ZLIB", "LZ4", "ZSTD"}) {
            addCompressed(vectors, type, "text");
            addCompressed(vectors, type, "noise");
            if (!type.equals("UNMARKED")) addCompressed(vectors, type, "large");
        }
        addInnerBatches(vectors);
        addFormat2(vectors);
        return vectors;
    }

    static void add(List<Object> vectors, String name, Consumer<MessageExt> change) throws Exception {
        MessageExt message = message();
        change.accept(message);
        message.setBodyCRC(UtilAll.crc32(message.getBody()));
        addData(vectors, name, MessageDecoder.encode(message, false), false);
    }

    static void addData(List<Object> vectors, String name, byte[] data, boolean compressed) throws Exception {
        Map<String, Object> vector = new LinkedHashMap<>();
        vector.put("name", name);
        vector.put("compressed", compressed);
        vector.put("data", hex(data));
        vector.put("messages", listings(data));
        vectors.add(vector);
    }

    static MessageExt message() {
        MessageExt message = new MessageExt();
        message.setTopic("orders");
        message.setQueueId(3);
        message.setFlag(7);
        message.setQueueOffset(1L << 40);
        message.setCommitLogOffset((1L << 50) + 1);
        message.setBornTimestamp(TIME);
        message.setBornHost(address("10.1.2.3", 50123));
        message.setStoreTimestamp(TIME + 5);
        message.setStoreHost(address("255.0.128.4", 10911));
        message.setReconsumeTimes(2);
        message.setPreparedTransactionOffset(99);
        message.setBody(utf8("the body"));
        MessageAccessor.setProperties(message, map("TAGS", "paid", "KEYS", "a b",
            "UNIQ_KEY", "0A0102031F9818B4AAC2000000010000", "WAIT", "true"));
        return message;
    }

    static void bornV6(MessageExt message) {
        message.setBornHost(address("2001:db8:0:0:1:0:0:1", 50123));
        message.setBornHostV6Flag();
    }

    static void storeV6(MessageExt message) {
        message.setStoreHost(address("fe80::", 10911));
        message.setStoreHostAddressV6Flag();
    }

    static void numbers(MessageExt message, int int32, long int64) {
        message.setQueueId(int32);
        message.setFlag(int32);
        message.setReconsumeTimes(int32);
        message.setQueueOffset(int64);
        message.setCommitLogOffset(int64);
        message.setBornTimestamp(int64);
        message.setStoreTimestamp(int64);
        message.setPreparedTransactionOffset(int64);
    }

    static void addCompressed(List<Object> vectors, String type, String content) throws Exception {
        CompressionType method = type.equals("UNMARKED") ? CompressionType.ZLIB : CompressionType.of(type);
        MessageExt message = message();
        message.setBody(CompressorFactory.getCompressor(method).compress(content(content), 5));
        message.setBodyCRC(UtilAll.crc32(message.getBody()));
        int bits = type.equals("UNMARKED") ? 0 : method.getCompressionFlag();
        message.setSysFlag(MessageSysFlag.COMPRESSED_FLAG | bits);
        addData(vectors, type + " " + content, MessageDecoder.encode(message, false), true);
    }

    static byte[] content(String content) {
        switch (content) {
            case "text": return utf8("compressed words, compressed words; ".repeat(30));
            case "large": return utf8("more than one block of most codecs; ".repeat(120_000));
            default: {
                byte[] noise = new byte[600];
                new Random(1).nextBytes(noise);
                return noise;
            }
        }
    }

    /** Batches that were stored as one message: only 5.x. */
    static void addInnerBatches(List<Object> vectors) throws Exception {
        if (UNWRAP == null) return;
        MessageExt message = message();
        message.setBody(MessageDecoder.encodeMessages(batch()));
        message.setBodyCRC(UtilAll.crc32(message.getBody()));
        message.setSysFlag(0xc0 | MessageSysFlag.MULTI_TAGS_FLAG);
        addData(vectors, "inner batch", MessageDecoder.encode(message, false), false);
        message.setBody(CompressorFactory.getCompressor(CompressionType.ZSTD).compress(message.getBody(), 5));
        message.setBodyCRC(UtilAll.crc32(message.getBody()));
        message.setSysFlag(0xc0 | MessageSysFlag.COMPRESSED_FLAG | CompressionType.ZSTD.getCompressionFlag());
        addData(vectors, "compressed inner batch", MessageDecoder.encode(message, false), true);
    }

    /** The layout for long topics: only 5.x, and only its store writes it. */
    static void addFormat2(List<Object> vectors) throws Exception {
        Class<?> version = oneOf("org.apache.rocketmq.common.message.MessageVersion");
        if (version == null) return;
        Class<?> configType = Class.forName("org.apache.rocketmq.store.config.MessageStoreConfig");
        Class<?> encoderType = Class.forName("org.apache.rocketmq.store.MessageExtEncoder");
        Object encoder = encoderType.getConstructor(configType)
            .newInstance(configType.getConstructor().newInstance());
        for (String topic : new String[] {"%RETRY%" + "g".repeat(248), "short"}) {
            MessageExt message = (MessageExt) INNER.getConstructor().newInstance();
            MessageExt from = message();
            message.setTopic(topic);
            message.setQueueId(from.getQueueId());
            message.setBody(from.getBody());
            message.setBodyCRC(UtilAll.crc32(from.getBody()));
            message.setBornTimestamp(TIME);
            message.setBornHost(from.getBornHost());
            message.setStoreTimestamp(TIME + 5);
            message.setStoreHost(from.getStoreHost());
            INNER.getMethod("setPropertiesString", String.class)
                .invoke(message, MessageDecoder.messageProperties2String(from.getProperties()));
            INNER.getMethod("setVersion", version).invoke(message, version.getField("MESSAGE_VERSION_V2").get(null));
            encoderType.getMethod("encode", INNER).invoke(encoder, message);
            ByteBuffer buffer = (ByteBuffer) encoderType.getMethod("getEncoderBuffer").invoke(encoder);
            byte[] data = new byte[buffer.getInt(0)];
            buffer.get(data);
            addData(vectors, "format 2, topic of " + topic.length(), data, false);
        }
    }

    // ---- listings

    static final Method UNWRAP = unwrapMethod();

    static Method unwrapMethod() {
        try {
            return MessageDecoder.class.getMethod("decodeMessage", MessageExt.class, List.class);
        } catch (NoSuchMethodException only5) {
            return null;
        }
    }

    /** What a pull makes of the data. */
    static List<Object> listings(byte[] data) throws Exception {
        List<Object> found = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(data);
        while (buffer.hasRemaining()) {
            int start = buffer.position();
            MessageExt stored = MessageDecoder.decode(buffer, true, false);
            buffer.position(start);
            MessageExt message = MessageDecoder.decode(buffer, true, true);
            if (stored == null || message == null) throw new IllegalStateException("Java cannot read this");
            int sysFlag = stored.getSysFlag();
            List<MessageExt> inner = new ArrayList<>();
            if ((sysFlag & 0xc0) == 0xc0 && UNWRAP != null) UNWRAP.invoke(null, message, inner);
            Map<String, Object> listing = listing(message);
            listing.put("sysFlag", sysFlag);
            listing.put("storeSize", message.getStoreSize());
            listing.put("bodyCrc", message.getBodyCRC());
            listing.put("reconsumeTimes", message.getReconsumeTimes());
            listing.put("preparedTransactionOffset", Long.toString(message.getPreparedTransactionOffset()));
            listing.put("offsetMessageId", message.getMsgId());
            List<Object> inside = new ArrayList<>();
            for (MessageExt each : inner) {
                // Not in the data: a consumer's own note of what the whole said to the producer.
                each.getProperties().remove(MessageConst.PROPERTY_WAIT_STORE_MSG_OK);
                inside.add(listing(each));
            }
            listing.put("inner", inside);
            found.add(listing);
        }
        return found;
    }

    static Map<String, Object> listing(MessageExt message) throws Exception {
        Map<String, Object> listing = new LinkedHashMap<>();
        listing.put("topic", message.getTopic());
        listing.put("queueId", message.getQueueId());
        listing.put("flag", message.getFlag());
        listing.put("queueOffset", Long.toString(message.getQueueOffset()));
        listing.put("commitLogOffset", Long.toString(message.getCommitLogOffset()));
        listing.put("bornTimestamp", Long.toString(message.getBornTimestamp()));
        listing.put("bornHost", hex(message.getBornHostBytes().array()));
        listing.put("storeTimestamp", Long.toString(message.getStoreTimestamp()));
        listing.put("storeHost", hex(message.getStoreHostBytes().array()));
        listing.put("body", digest(message.getBody()));
        listing.put("properties", sorted(message.getProperties()));
        return listing;
    }

    static List<Object> batchListing(byte[] data) throws Exception {
        List<Object> entries = new ArrayList<>();
        for (Message message : MessageDecoder.decodeMessages(ByteBuffer.wrap(data))) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("flag", message.getFlag());
            entry.put("body", digest(message.getBody()));
            entry.put("properties", sorted(message.getProperties()));
            entries.add(entry);
        }
        return entries;
    }

    static Map<String, String> sorted(Map<String, String> properties) {
        return properties == null ? new TreeMap<>() : new TreeMap<>(properties);
    }

    static String digest(byte[] body) throws Exception {
        byte[] bytes = body == null ? new byte[0] : body;
        return bytes.length + " " + hex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    // ---- batches

    static List<Message> batch() {
        List<Message> messages = new ArrayList<>();
        messages.add(single("orders", utf8("first"), map("TAGS", "a", "KEYS", "1 2")));
        messages.add(single("orders", new byte[0], map("größe", "标题")));
        messages.add(single("orders", new byte[2000], map("last", "x")));
        messages.get(1).setFlag(-5);
        return messages;
    }

    static Message single(String topic, byte[] body, Map<String, String> properties) {
        Message message = new Message();
        message.setTopic(topic);
        message.setBody(body);
        MessageAccessor.setProperties(message, properties);
        return message;
    }

    static List<Object> batches() throws Exception {
        List<Object> vectors = new ArrayList<>();
        for (List<Message> messages : List.of(batch(), batch().subList(2, 3))) {
            byte[] data = MessageDecoder.encodeMessages(messages);
            vectors.add(named("data", hex(data), "entries", batchListing(data)));
        }
        return vectors;
    }

    static List<Object> refusedBatches() {
        Message plain = single("orders", utf8("x"), map("TAGS", "a"));
        List<Object> vectors = new ArrayList<>();
        addChecked(vectors, plain, plain);
        addChecked(vectors, plain, single("other", utf8("x"), map()));
        addChecked(vectors, single("%RETRY%group", utf8("x"), map()));
        for (String name : new String[] {"DELAY", "TIMER_DELAY_SEC", "TIMER_DELAY_MS", "TIMER_DELIVER_MS"}) {
            addChecked(vectors, plain, single("orders", utf8("x"), map(name, "1")));
            addChecked(vectors, plain, single("orders", utf8("x"), map(name, "0")));
        }
        for (String value : new String[] {"true", "TRUE", "false", "no"}) {
            addChecked(vectors, plain, single("orders", utf8("x"), map("WAIT", value)));
        }
        return vectors;
    }

    static void addChecked(List<Object> vectors, Message... messages) {
        boolean refused = false;
        try {
            MessageBatch.generateFromList(List.of(messages));
        } catch (UnsupportedOperationException error) {
            refused = true;
        }
        List<Object> listed = new ArrayList<>();
        for (Message message : messages) {
            listed.add(named("topic", message.getTopic(), "properties", sorted(message.getProperties())));
        }
        vectors.add(named("messages", listed, "refused", refused));
    }

    // ---- properties, ids, names

    static List<Object> propertyTexts() {
        List<Object> vectors = new ArrayList<>();
        for (Map<String, String> properties : List.of(map(), map("a", "1"), map("b", "2", "a", "1"),
            map("größe", "\ud83d\ude80", "KEYS", "x y"), map("sign", "a\u0001b"))) {
            List<Object> entries = new ArrayList<>();
            properties.forEach((name, value) -> entries.add(List.of(name, value)));
            vectors.add(named("properties", entries, "text", MessageDecoder.messageProperties2String(properties)));
        }
        return vectors;
    }

    static List<Object> parsedProperties() {
        List<String> texts = new ArrayList<>(List.of("", "a", "a\u0001", "a\u00011", "a\u00011\u0002", "\u00011\u0002",
            "a\u0001\u0002b\u00012", "a\u0002b\u00012", "\u0002\u0002", "\u0001\u0001\u0001", "a\u00011\u0001\u0002",
            "a\u00011\u0002a\u00012\u0002", "ab\u0002c\u00013", "\u0002a\u00011"));
        Random random = new Random(7);
        String alphabet = SEPARATORS + SEPARATORS + "ab标";
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(16); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            texts.add(text.toString());
        }
        List<Object> vectors = new ArrayList<>();
        for (String text : texts) {
            vectors.add(named("text", text, "properties", sorted(MessageDecoder.string2messageProperties(text))));
        }
        return vectors;
    }

    static List<Object> offsetIds() throws Exception {
        List<Object> vectors = new ArrayList<>();
        for (String host : new String[] {"127.0.0.1", "255.128.0.1", "2001:db8::8:800:200c:417a", "::1", "1::"}) {
            for (long offset : new long[] {0, 4711, Long.MAX_VALUE}) {
                String id = MessageDecoder.createMessageId(address(host, 10911), offset);
                MessageId read = MessageDecoder.decodeMessageId(id);
                InetSocketAddress address = (InetSocketAddress) read.getAddress();
                vectors.add(named("id", id, "host", hex(address.getAddress().getAddress()), "port", address.getPort(),
                    "offset", Long.toString(read.getOffset())));
            }
        }
        return vectors;
    }

    static List<Object> uniqueKeys() {
        List<Object> vectors = new ArrayList<>();
        for (String key : new String[] {"0A0102031F9818B4AAC2000000010000", "7F0000010001FFFFFFFF9FA5240000FF",
            "20010DB8000000000000000000000005FFFE18B4AAC27FFFFFFFABCD"}) {
            vectors.add(keyListing(key));
        }
        return vectors;
    }

    static Map<String, Object> keyListing(String key) {
        return named("key", key, "ip", hex(MessageClientIDSetter.getIPFromID(key)), "pid",
            MessageClientIDSetter.getPidFromID(key));
    }

    static List<Object> hashes() throws Exception {
        Class<?> filter = Class.forName("org.apache.rocketmq.common.TopicFilterType");
        Method tagCode = INNER.getMethod("tagsString2tagsCode", filter, String.class);
        List<Object> vectors = new ArrayList<>();
        for (String tag : new String[] {"", "TagA", "polygenelubricants", "标签", "\ud83d\ude80", "a".repeat(100)}) {
            vectors.add(named("text", tag, "code", tagCode.invoke(null, null, tag)));
        }
        return vectors;
    }

    static List<Object> names() throws Exception {
        Class<?> util = oneOf("org.apache.rocketmq.common.protocol.NamespaceUtil",
            "org.apache.rocketmq.remoting.protocol.NamespaceUtil");
        Method wrap = util.getMethod("wrapNamespace", String.class, String.class);
        Method without = util.getMethod("withoutNamespace", String.class);
        Method withoutOne = util.getMethod("withoutNamespace", String.class, String.class);
        Method of = util.getMethod("getNamespaceFromResource", String.class);
        List<Object> vectors = new ArrayList<>();
        for (String name : new String[] {"", "orders", "NS%orders", "NS%a%b", "OTHER%orders", "%orders", "N%", "%RETRY%group",
            "%RETRY%NS%group", "%RETRY%OTHER%group", "%DLQ%group", "%DLQ%NS%group", "%RETRY%%DLQ%group", "TBW102", "NS%TBW102",
            "rmq_sys_a%b", "RMQ_SYS_TRACE_TOPIC", "SCHEDULE_TOPIC_XXXX", "SELF_TEST_TOPIC", "CID_RMQ_SYS_TRANS", "TOOLS_CONSUMER",
            "%RETRY%TBW102", "%LMQ%queue"}) {
            Map<String, Object> vector = new LinkedHashMap<>();
            vector.put("name", name);
            vector.put("namespace", of.invoke(null, name));
            vector.put("wrapped", wrap.invoke(null, "NS", name));
            vector.put("without", without.invoke(null, name));
            vector.put("withoutNS", withoutOne.invoke(null, name, "NS"));
            vector.put("systemTopic", TopicValidator.isSystemTopic(name));
            vector.put("systemGroup", MixAll.isSysConsumerGroup(name));
            vectors.add(vector);
        }
        return vectors;
    }

    static Map<String, Object> constants() throws Exception {
        Set<String> properties = new TreeSet<>();
        for (Field field : MessageConst.class.getFields()) {
            if (field.getType() != String.class || !field.getName().matches("PROPERTY_.*|DUP_INFO")) continue;
            properties.add((String) field.get(null));
        }
        Map<String, Object> constants = new LinkedHashMap<>();
        constants.put("properties", properties);
        constants.put("systemProperties", new TreeSet<>(MessageConst.STRING_HASH_SET));
        constants.put("systemTopics", new TreeSet<>(TopicValidator.getSystemTopicSet()));
        Set<String> groups = new TreeSet<>();
        for (Field field : MixAll.class.getFields()) {
            if (field.getType() == String.class && field.getName().matches(".*_GROUP")) groups.add((String) field.get(null));
        }
        constants.put("groups", groups);
        return constants;
    }

    // ---- helpers

    /** The first of these classes that there is. */
    static Class<?> oneOf(String... names) {
        for (String name : names) {
            try {
                return Class.forName(name);
            } catch (ClassNotFoundException inTheOtherRelease) {
                continue;
            }
        }
        return null;
    }

    static InetSocketAddress address(String host, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (Exception error) {
            throw new IllegalArgumentException(error);
        }
    }

    static Map<String, String> map(String... entries) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) map.put(entries[i], entries[i + 1]);
        return map;
    }

    static Map<String, Object> named(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) map.put((String) entries[i], entries[i + 1]);
        return map;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** JSON in ASCII; one line if `indent` is null. */
    static String json(Object value, String indent) {
        String deeper = indent == null ? null : indent + "  ";
        List<String> parts = new ArrayList<>();
        if (value instanceof Map) {
            ((Map<?, ?>) value).forEach((key, each) -> parts.add(quoted(key.toString()) + ": " + json(each, deeper)));
            return joined('{', parts, '}', indent);
        }
        if (value instanceof Collection) {
            for (Object each : (Collection<?>) value) parts.add(json(each, deeper));
            return joined('[', parts, ']', indent);
        }
        return value instanceof String ? quoted((String) value) : String.valueOf(value);
    }

    static String joined(char open, List<String> parts, char close, String indent) {
        if (indent == null || parts.isEmpty()) return open + String.join(", ", parts) + close;
        String line = "\n" + indent + "  ";
        return open + line + String.join("," + line, parts) + "\n" + indent + close;
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') quoted.append('\\').append(c);
            else if (c >= ' ' && c < 127) quoted.append(c);
            else quoted.append(String.format("\\u%04x", (int) c));
        }
        return quoted.append('"').toString();
    }
}
