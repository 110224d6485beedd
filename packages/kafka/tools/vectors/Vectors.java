import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.protocol.types.RawTaggedField;

/**
 * Prints what Kafka's own classes make of every message in every version they know, one a line:
 *
 *   api KEY NAME LOWEST HIGHEST REQUEST_HEADERS RESPONSE_HEADERS (one digit a version)
 *   MESSAGE VERSION KIND HEX
 *
 * KIND is default, nulls, full or random-N.
 * Which fields a version has, and which may be null, is not read from any schema: a value is set, the
 * class is asked to write the struct, and the value is taken back when it refuses.
 * The same jar gives the same output every time.
 */
public class Vectors {
    private enum Kind { NULLS, FULL, RANDOM }

    private static final int RANDOM_INSTANCES = 5;
    private static final String PACKAGE = "org.apache.kafka.common.message.";

    private final Random random;
    private final Kind kind;
    private final short version;

    private Vectors(Kind kind, short version, long seed) {
        this.kind = kind;
        this.version = version;
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new BufferedOutputStream(System.out), false, StandardCharsets.US_ASCII);
        printApis(out);
        for (Class<?> type : messageClasses()) printMessage(out, type);
        out.flush();
    }

    private static void printApis(PrintStream out) {
        for (short key = 0; key < 1000; key++) {
            ApiMessageType api;
            Message request;
            try {
                api = ApiMessageType.fromApiKey(key);
                request = api.newRequest();
            } catch (UnsupportedVersionException e) {
                continue; // No such number, or one the release only remembers.
            }
            int lowest = request.lowestSupportedVersion();
            int highest = request.highestSupportedVersion();
            String name = request.getClass().getSimpleName().replaceAll("RequestData$", "");
            StringBuilder requestHeaders = new StringBuilder();
            StringBuilder responseHeaders = new StringBuilder();
            for (int version = lowest; version <= highest; version++) {
                requestHeaders.append(api.requestHeaderVersion((short) version));
                responseHeaders.append(api.responseHeaderVersion((short) version));
            }
            out.printf("api %d %s %d %d %s %s\n", key, name, lowest, highest, requestHeaders, responseHeaders);
        }
    }

    private static List<Class<?>> messageClasses() throws Exception {
        String folder = PACKAGE.replace('.', '/');
        List<Class<?>> types = new ArrayList<>();
        try (JarFile jar = new JarFile(System.getProperty("java.class.path").split(":")[0])) {
            for (String entry : jar.stream().map(Object::toString).sorted().collect(Collectors.toList())) {
                if (!entry.startsWith(folder) || !entry.endsWith(".class")) continue;
                if (entry.contains("$") || entry.endsWith("JsonConverter.class")) continue;
                Class<?> type = Class.forName(entry.replace('/', '.').replaceAll("\\.class$", ""));
                if (Message.class.isAssignableFrom(type) && !type.isInterface()) types.add(type);
            }
        }
        return types;
    }

    private static void printMessage(PrintStream out, Class<?> type) throws Exception {
        String name = type.getSimpleName().replaceAll("(Request|Response|Header)Data$", "$1");
        Message sample = create(type);
        for (short version = sample.lowestSupportedVersion(); version <= sample.highestSupportedVersion(); version++) {
            long seed = 1_000_003L * name.hashCode() + 101L * version;
            print(out, name, version, "default", create(type));
            print(out, name, version, "nulls", filled(type, version, Kind.NULLS, seed));
            print(out, name, version, "full", filled(type, version, Kind.FULL, seed));
            for (int i = 1; i <= RANDOM_INSTANCES; i++)
                print(out, name, version, "random-" + i, filled(type, version, Kind.RANDOM, seed + i));
        }
    }

    private static void print(PrintStream out, String name, short version, String label, Message message) {
        byte[] bytes = write(message, version);
        if (bytes == null) throw new IllegalStateException("Cannot write " + label + " " + name + " " + version);
        out.printf("%s %d %s %s\n", name, version, label, HexFormat.of().formatHex(bytes));
    }

    private static Message filled(Class<?> type, short version, Kind kind, long seed) throws Exception {
        Message message = create(type);
        new Vectors(kind, version, seed).fill(message);
        return message;
    }

    private static Message create(Class<?> type) throws Exception {
        return (Message) type.getConstructor().newInstance();
    }

    /** The bytes, or null if this version cannot carry what is set. */
    private static byte[] write(Message message, short version) {
        try {
            ObjectSerializationCache cache = new ObjectSerializationCache();
            ByteBuffer buffer = ByteBuffer.allocate(message.size(cache, version));
            message.write(new ByteBufferAccessor(buffer), cache, version);
            if (buffer.hasRemaining()) throw new IllegalStateException("Wrong size of " + message.getClass());
            return buffer.array();
        } catch (IllegalStateException e) {
            throw e;
        } catch (RuntimeException e) {
            return null;
        }
    }

    private void fill(Message struct) throws Exception {
        List<Field> fields = Arrays.stream(struct.getClass().getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers()))
            .filter(field -> !List.of("_unknownTaggedFields", "next", "prev").contains(field.getName()))
            .sorted(Comparator.comparing(Field::getName))
            .collect(Collectors.toList());
        // Records have no default that can be written where null is not allowed.
        for (Field field : fields)
            if (isRecords(field.getType()) && write(struct, version) == null)
                set(struct, field, records(field.getType()));
        if (write(struct, version) == null) return;
        for (Field field : fields) fillField(struct, field);
        addUnknownTags(struct);
    }

    private void fillField(Message struct, Field field) throws Exception {
        field.setAccessible(true);
        Object before = field.get(struct);
        boolean tryNull = kind == Kind.NULLS || (kind == Kind.RANDOM && random.nextInt(5) == 0);
        if (tryNull && !field.getType().isPrimitive() && field.getType() != Uuid.class) {
            field.set(struct, null);
            if (write(struct, version) != null) return;
            field.set(struct, before);
        }
        if (kind == Kind.RANDOM && random.nextInt(8) == 0) return;
        Object value = value(field);
        if (value == null || !set(struct, field, value) || write(struct, version) == null) field.set(struct, before);
    }

    /** Sets through the setter, which checks ranges; false if it refuses. */
    private static boolean set(Message struct, Field field, Object value) throws Exception {
        String name = "set" + field.getName().substring(0, 1).toUpperCase() + field.getName().substring(1);
        Method setter = Arrays.stream(struct.getClass().getMethods())
            .filter(method -> method.getName().equals(name)).findFirst().orElseThrow();
        try {
            setter.invoke(struct, value);
            return true;
        } catch (java.lang.reflect.InvocationTargetException e) {
            return false;
        }
    }

    private Object value(Field field) throws Exception {
        Class<?> type = field.getType();
        if (Collection.class.isAssignableFrom(type)) return collection(field);
        if (Message.class.isAssignableFrom(type)) {
            Message struct = create(type);
            fill(struct);
            return struct;
        }
        if (kind == Kind.NULLS) return null;
        return scalar(type);
    }

    @SuppressWarnings("unchecked")
    private Object collection(Field field) throws Exception {
        boolean list = field.getType() == List.class;
        Type generic = list ? field.getGenericType() : field.getType().getGenericSuperclass();
        Class<?> element = (Class<?>) ((ParameterizedType) generic).getActualTypeArguments()[0];
        Collection<Object> elements = list
            ? new ArrayList<>()
            : (Collection<Object>) field.getType().getConstructor().newInstance();
        int count = kind == Kind.NULLS ? 1 : kind == Kind.FULL ? 2 : random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            if (Message.class.isAssignableFrom(element)) {
                Message struct = create(element);
                fill(struct);
                elements.add(struct);
            } else {
                elements.add(scalar(element));
            }
        }
        return elements;
    }

    private Object scalar(Class<?> type) throws Exception {
        if (type == boolean.class) return kind == Kind.FULL || random.nextBoolean();
        if (type == byte.class || type == Byte.class) return (byte) integer(8);
        if (type == short.class || type == Short.class) return (short) integer(16);
        if (type == int.class || type == Integer.class) return (int) integer(32);
        if (type == long.class || type == Long.class) return integer(64);
        if (type == double.class) return random.nextInt(2000) / 8.0 - 100;
        if (type == String.class) return text();
        if (type == Uuid.class) return new Uuid(random.nextInt(), random.nextInt(4));
        if (type == byte[].class) return bytes();
        if (type == ByteBuffer.class) return ByteBuffer.wrap(bytes());
        if (isRecords(type)) return records(type);
        throw new IllegalStateException("No values for " + type);
    }

    private long integer(int bits) {
        switch (random.nextInt(6)) {
            case 0: return -1L << (bits - 1);
            case 1: return ~(-1L << (bits - 1));
            case 2: return -1;
            case 3: return random.nextLong() >> (64 - bits);
            default: return 1 + random.nextInt(100);
        }
    }

    private String text() {
        switch (random.nextInt(kind == Kind.RANDOM ? 24 : 8)) {
            case 0: return "";
            case 1: return "Fähre 渡口 \uD83D\uDEA2";
            case 2: return "x".repeat(130);
            default: return "t" + random.nextInt(1000);
        }
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(12) == 0 ? 130 : random.nextInt(5)];
        Arrays.fill(bytes, (byte) random.nextInt());
        return bytes;
    }

    private static boolean isRecords(Class<?> type) {
        return type.getSimpleName().equals("BaseRecords");
    }

    /** Records of any content; their package differs between releases. */
    private Object records(Class<?> base) throws Exception {
        return Class.forName(base.getPackageName() + ".MemoryRecords")
            .getMethod("readableRecords", ByteBuffer.class)
            .invoke(null, ByteBuffer.wrap(bytes()));
    }

    /** Unknown tags before, between and behind the known ones; taken back where they mean something. */
    private void addUnknownTags(Message struct) throws Exception {
        if (kind == Kind.NULLS || (kind == Kind.RANDOM && random.nextInt(3) != 0)) return;
        List<RawTaggedField> tags = struct.unknownTaggedFields();
        for (int tag : new int[] {0, 1, 7, 200}) {
            if (random.nextInt(3) == 0) continue;
            tags.add(new RawTaggedField(tag, bytes()));
            if (!tags.equals(tagsReadAgain(struct))) tags.remove(tags.size() - 1);
        }
    }

    private List<RawTaggedField> tagsReadAgain(Message struct) throws Exception {
        byte[] bytes = write(struct, version);
        if (bytes == null) return null;
        Message copy = create(struct.getClass());
        try {
            copy.read(new ByteBufferAccessor(ByteBuffer.wrap(bytes)), version);
            return copy.unknownTaggedFields();
        } catch (RuntimeException e) {
            return null;
        }
    }
}
