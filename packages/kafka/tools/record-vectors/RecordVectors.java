import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.ControlRecordType;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.apache.kafka.common.record.EndTransactionMarker;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MemoryRecordsBuilder;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.ByteBufferOutputStream;
import org.apache.kafka.common.utils.Utils;

/**
 * Record data written, and listed, by Kafka's own classes.
 *
 * write FILE: writes the vectors, each with its listing.
 * list FROM TO: reads vectors without listings and writes them with.
 */
public class RecordVectors {
    static final ObjectMapper JSON = new ObjectMapper();
    static final long TIME = 1_700_000_000_000L;
    static final byte[] NONE = null;
    /** Batches of more records are listed by digest only. */
    static final int LISTED_RECORDS = 10;

    public static void main(String[] args) throws Exception {
        ArrayNode vectors = JSON.createArrayNode();
        if (args[0].equals("write")) {
            write(vectors);
            JSON.writerWithDefaultPrettyPrinter().writeValue(new File(args[1]), vectors);
        } else {
            for (JsonNode vector : JSON.readTree(new File(args[1]))) {
                add(vectors, vector.get("name").asText(), ByteBuffer.wrap(vector.get("records").binaryValue()));
            }
            JSON.writeValue(new File(args[2]), vectors);
        }
    }

    // ---- listing

    static void add(ArrayNode vectors, String name, ByteBuffer records) throws Exception {
        byte[] bytes = new byte[records.remaining()];
        records.duplicate().get(bytes);
        ObjectNode vector = vectors.addObject();
        vector.put("name", name);
        vector.put("records", Base64.getEncoder().encodeToString(bytes));
        ArrayNode batches = vector.putArray("batches");
        for (RecordBatch batch : MemoryRecords.readableRecords(ByteBuffer.wrap(bytes)).batches()) {
            list(batches.addObject(), batch);
        }
    }

    static void list(ObjectNode listing, RecordBatch batch) throws Exception {
        listing.put("magic", batch.magic());
        listing.put("size", batch.sizeInBytes());
        listing.put("crc", batch.checksum());
        listing.put("valid", batch.isValid());
        listing.put("lastOffset", Long.toString(batch.lastOffset()));
        listing.put("compression", batch.compressionType().name);
        listing.put("timestampType", batch.timestampType().name);
        listing.put("maxTimestamp", Long.toString(batch.maxTimestamp()));
        listing.put("producerId", Long.toString(batch.producerId()));
        listing.put("producerEpoch", batch.producerEpoch());
        listing.put("baseSequence", batch.baseSequence());
        listing.put("partitionLeaderEpoch", batch.partitionLeaderEpoch());
        listing.put("isTransactional", batch.isTransactional());
        listing.put("isControl", batch.isControlBatch());
        listing.put("hasDeleteHorizon", batch.deleteHorizonMs().isPresent());
        if (batch instanceof DefaultRecordBatch v2) {
            listing.put("baseOffset", Long.toString(v2.baseOffset()));
            listing.put("baseTimestamp", Long.toString(v2.baseTimestamp()));
            listing.put("recordCount", v2.countOrNull());
        }
        ByteArrayOutputStream digested = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(digested);
        ArrayNode records = JSON.createArrayNode();
        int count = 0;
        for (Record record : batch) {
            count++;
            digest(out, record);
            if (count <= LISTED_RECORDS) list(records.addObject(), record);
        }
        listing.put("count", count);
        listing.put("digest", HexFormat.of().formatHex(
            MessageDigest.getInstance("SHA-256").digest(digested.toByteArray())));
        if (count <= LISTED_RECORDS) listing.set("list", records);
    }

    static void list(ObjectNode listing, Record record) {
        listing.put("offset", Long.toString(record.offset()));
        listing.put("timestamp", Long.toString(record.timestamp()));
        listing.put("key", text(bytes(record.key())));
        listing.put("value", text(bytes(record.value())));
        ArrayNode headers = listing.putArray("headers");
        for (Header header : record.headers()) {
            headers.addArray().add(header.key()).add(text(header.value()));
        }
    }

    static void digest(DataOutputStream out, Record record) throws Exception {
        out.writeLong(record.offset());
        out.writeLong(record.timestamp());
        digest(out, bytes(record.key()));
        digest(out, bytes(record.value()));
        out.writeInt(record.headers().length);
        for (Header header : record.headers()) {
            digest(out, header.key().getBytes(StandardCharsets.UTF_8));
            digest(out, header.value());
        }
    }

    static void digest(DataOutputStream out, byte[] bytes) throws Exception {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) out.write(bytes);
    }

    static byte[] bytes(ByteBuffer buffer) {
        return buffer == null ? null : Utils.toArray(buffer);
    }

    static String text(byte[] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 32));
    }

    // ---- writing

    static void write(ArrayNode vectors) throws Exception {
        for (byte magic = 0; magic <= 2; magic++) {
            for (CompressionType codec : CompressionType.values()) {
                if (codec == CompressionType.ZSTD && magic < 2) continue;
                String name = "v" + magic + " " + codec.name;
                add(vectors, name + " few", built(builder(magic, codec, TimestampType.CREATE_TIME), RecordVectors::few));
                if (codec != CompressionType.NONE) {
                    add(vectors, name + " many", built(builder(magic, codec, TimestampType.CREATE_TIME), RecordVectors::many));
                }
                if (magic > 0) {
                    add(vectors, name + " append time",
                        built(builder(magic, codec, TimestampType.LOG_APPEND_TIME), RecordVectors::few));
                    add(vectors, name + " gaps", built(builder(magic, codec, TimestampType.CREATE_TIME), RecordVectors::gaps));
                }
            }
        }
        add(vectors, "v2 lz4 incompressible",
            built(builder((byte) 2, CompressionType.LZ4, TimestampType.CREATE_TIME), RecordVectors::incompressible));
        add(vectors, "v2 far timestamps",
            built(builder((byte) 2, CompressionType.NONE, TimestampType.CREATE_TIME), RecordVectors::farTimestamps));
        add(vectors, "v2 idempotent", MemoryRecords.withIdempotentRecords((byte) 2, 77L, Compression.gzip().build(),
            4711L, (short) 5, 1234, 9, new org.apache.kafka.common.record.SimpleRecord(TIME, utf8("k"), utf8("v"))).buffer());
        add(vectors, "v2 transactional", MemoryRecords.withTransactionalRecords(88L, Compression.snappy().build(),
            1L << 60, Short.MAX_VALUE, Integer.MAX_VALUE, 3,
            new org.apache.kafka.common.record.SimpleRecord(TIME, utf8("k"), utf8("v"))).buffer());
        for (ControlRecordType type : List.of(ControlRecordType.COMMIT, ControlRecordType.ABORT)) {
            add(vectors, "v2 marker " + type, MemoryRecords.withEndTransactionMarker(99L, TIME, 4, 4711L, (short) 5,
                new EndTransactionMarker(type, 17)).buffer());
        }
        for (CompressionType codec : List.of(CompressionType.NONE, CompressionType.ZSTD)) {
            MemoryRecordsBuilder builder = new MemoryRecordsBuilder(new ByteBufferOutputStream(1024), (byte) 2,
                Compression.of(codec).build(), TimestampType.CREATE_TIME, 500L, RecordBatch.NO_TIMESTAMP, 4711L,
                (short) 5, 60, false, false, 7, 1024, TIME + 86_400_000L);
            add(vectors, "v2 delete horizon " + codec.name, built(builder, RecordVectors::tombstones));
        }
        ByteBuffer empty = ByteBuffer.allocate(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
        DefaultRecordBatch.writeEmptyHeader(empty, (byte) 2, 4711L, (short) 5, 60, 600L, 640L, 7,
            TimestampType.CREATE_TIME, TIME, true, false);
        empty.flip();
        add(vectors, "v2 emptied by compaction", empty);
    }

    interface Filling {
        void into(MemoryRecordsBuilder builder);
    }

    static ByteBuffer built(MemoryRecordsBuilder builder, Filling filling) {
        filling.into(builder);
        return builder.build().buffer();
    }

    static MemoryRecordsBuilder builder(byte magic, CompressionType codec, TimestampType type) {
        return MemoryRecords.builder(ByteBuffer.allocate(1024), magic, Compression.of(codec).build(), type, 1000L,
            type == TimestampType.LOG_APPEND_TIME ? TIME + 5_000 : RecordBatch.NO_TIMESTAMP);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static long time(MemoryRecordsBuilder builder, long delta) {
        return builder.magic() == 0 ? RecordBatch.NO_TIMESTAMP : TIME + delta;
    }

    static void few(MemoryRecordsBuilder builder) {
        Header[] headers = builder.magic() < 2 ? new Header[0] : new Header[] {
            new RecordHeader("trace", utf8("abc")), new RecordHeader("null", NONE),
            new RecordHeader("", new byte[0]), new RecordHeader("übergrößenträger-标题", utf8("标题")),
        };
        builder.append(time(builder, 0), utf8("key"), utf8("value"), headers);
        builder.append(time(builder, 300_000), NONE, utf8("no key"));
        builder.append(time(builder, -7), utf8("no value"), NONE);
        builder.append(time(builder, 1), NONE, NONE);
        builder.append(time(builder, 2), new byte[0], new byte[0]);
    }

    /** 150 KB, so that the codecs with small blocks need several. */
    static void many(MemoryRecordsBuilder builder) {
        for (int i = 0; i < 150; i++) {
            builder.append(time(builder, i), utf8("key-" + i), utf8(("record " + i % 10 + " of many; ").repeat(50)));
        }
    }

    static void gaps(MemoryRecordsBuilder builder) {
        for (long offset : new long[] {1003, 1004, 1009, 1300}) {
            builder.appendWithOffset(offset, time(builder, offset), utf8("key-" + offset), utf8("kept by compaction"));
        }
    }

    static void incompressible(MemoryRecordsBuilder builder) {
        byte[] noise = new byte[66_000];
        new Random(1).nextBytes(noise);
        builder.append(TIME, utf8("noise"), noise);
        builder.append(TIME, utf8("calm"), new byte[70_000]);
    }

    static void farTimestamps(MemoryRecordsBuilder builder) {
        for (long time : new long[] {TIME, 0, TIME * 1_000_000, Long.MAX_VALUE}) {
            builder.append(time, utf8("t"), utf8(Long.toString(time)));
        }
    }

    static void tombstones(MemoryRecordsBuilder builder) {
        builder.appendWithOffset(501L, TIME, utf8("deleted"), NONE);
        builder.appendWithOffset(504L, TIME + 10, utf8("kept"), utf8("value"));
        builder.overrideLastOffset(510L);
    }
}
