import org.apache.kafka.common.errors.InvalidMetadataException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.protocol.Errors;

/** Prints Kafka's error table: code, name, retriable, refreshes metadata, message; separated by tabs. */
public class ErrorTable {
    public static void main(String[] arguments) {
        for (Errors error : Errors.values()) {
            Exception exception = error.exception();
            System.out.println(String.join("\t",
                Short.toString(error.code()),
                error.name(),
                Boolean.toString(exception instanceof RetriableException),
                Boolean.toString(exception instanceof InvalidMetadataException),
                error.message()));
        }
    }
}
