import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.common.MQVersion;
import org.apache.rocketmq.remoting.protocol.LanguageCode;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;
import org.apache.rocketmq.remoting.protocol.SerializeType;

/**
 * What RocketMQ's own classes make of frames and signatures; runs with the jars of 4.9.7 and of 5.5.0.
 *
 * write: prints the vectors as one JSON document. Equal jars give equal output.
 * read:  takes lines with a frame in hexadecimal, without the size before it, and prints what is in it, a line of JSON each.
 */
public class FrameVectors {
    static final HexFormat HEX = HexFormat.of();

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        // Where Netty would log to.
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        if (arguments[0].equals("write")) {
            Map<String, Object> vectors = new LinkedHashMap<>();
            vectors.put("frames", frames());
            vectors.put("signatures", signatures());
            vectors.put("languages", languages());
            vectors.put("releases", releases());
            out.println(RemotingSerializable.toJson(vectors, true));
        } else {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                RemotingCommand command = RemotingCommand.decode(ByteBuffer.wrap(HEX.parseHex(line)));
                out.println(RemotingSerializable.toJson(listing(command), false));
            }
        }
        out.flush();
    }

    static Map<String, Object> listing(RemotingCommand command) {
        Map<String, Object> listing = new LinkedHashMap<>();
        listing.put("code", command.getCode());
        listing.put("language", command.getLanguage().name());
        listing.put("version", command.getVersion());
        listing.put("opaque", command.getOpaque());
        listing.put("flag", command.getFlag());
        listing.put("remark", command.getRemark() == null ? "" : command.getRemark());
        listing.put("fields", command.getExtFields() == null ? Map.of() : new TreeMap<>(command.getExtFields()));
        listing.put("body", command.getBody() == null ? "" : HEX.formatHex(command.getBody()));
        listing.put("serialization", command.getSerializeTypeCurrentRPC().name());
        return listing;
    }

    static RemotingCommand command(int code, Map<String, String> fields, byte[] body) {
        RemotingCommand command = RemotingCommand.createRequestCommand(code, null);
        command.setOpaque(7);
        command.setLanguage(LanguageCode.JAVA);
        command.setVersion(407);
        command.setExtFields(new HashMap<>(fields));
        command.setBody(body);
        return command;
    }

    static List<Object> frames() throws Exception {
        byte[] body = "中文 body".getBytes(StandardCharsets.UTF_8);
        Map<String, String> fields = new TreeMap<>();
        fields.put("topic", "orders");
        fields.put("number", "-9223372036854775808");
        fields.put("text", "中\u0001\u0002\"\\/\t \uD83D\uDE00");
        fields.put("empty", "");
        RemotingCommand error = command(1, Map.of(), null);
        error.markResponseType();
        error.setRemark("failed: 失败");
        RemotingCommand told = command(15, fields, null);
        told.markOnewayRPC();
        told.setLanguage(LanguageCode.GO);
        told.setOpaque(Integer.MAX_VALUE);
        RemotingCommand negative = command(-1000, Map.of("a", "b"), body);
        negative.setOpaque(-1);
        List<Object> frames = new ArrayList<>();
        for (SerializeType type : SerializeType.values()) {
            for (RemotingCommand command : List.of(command(10, fields, body), error, told, negative, command(34, Map.of(), body))) {
                command.setSerializeTypeCurrentRPC(type);
                Map<String, Object> vector = listing(command);
                ByteBuffer frame = command.encode();
                byte[] data = new byte[frame.remaining()];
                frame.get(data);
                vector.put("data", HEX.formatHex(data));
                frames.add(vector);
            }
        }
        return frames;
    }

    static List<Object> signatures() {
        List<Object> signatures = new ArrayList<>();
        Map<String, String> fields = new TreeMap<>();
        for (String name : List.of("b", "B", "a_", "aA", "a", "中", "\uD83D\uDE00", "\uFF5E", "Z", "1")) fields.put(name, "value of " + name);
        for (String token : new String[] {null, "token-of-shop"}) {
            for (byte[] body : new byte[][] {null, "中文 body".getBytes(StandardCharsets.UTF_8)}) {
                for (Map<String, String> each : List.of(Map.<String, String>of(), fields)) {
                    RemotingCommand command = command(310, each, body);
                    SessionCredentials credentials = new SessionCredentials("shop0001", "secret 中文 of shop", token);
                    new AclClientRPCHook(credentials).doBeforeRequest("127.0.0.1:10911", command);
                    Map<String, Object> vector = new LinkedHashMap<>();
                    vector.put("accessKey", "shop0001");
                    vector.put("secretKey", "secret 中文 of shop");
                    vector.put("token", token == null ? "" : token);
                    vector.put("body", body == null ? "" : HEX.formatHex(body));
                    vector.put("fields", new TreeMap<>(each));
                    vector.put("signed", new TreeMap<>(command.getExtFields()));
                    signatures.add(vector);
                }
            }
        }
        return signatures;
    }

    static List<Object> languages() {
        List<Object> languages = new ArrayList<>();
        for (LanguageCode language : LanguageCode.values()) {
            Map<String, Object> vector = new LinkedHashMap<>();
            vector.put("name", language.name());
            vector.put("code", language.getCode());
            languages.add(vector);
        }
        return languages;
    }

    static List<Object> releases() {
        List<Object> releases = new ArrayList<>();
        for (MQVersion.Version version : MQVersion.Version.values()) releases.add(version.name());
        return releases;
    }
}
