import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Exit;

/**
 * Runs Kafka's own tools, each connection one of them, in one JVM: starting it takes more CPU time than what most of
 * them do. A request is lines: the main class, the number of arguments, the arguments. The answer is frames: a length of
 * four bytes and so much of what the tool prints; at the end a negative length, and four bytes with the exit code.
 */
public final class ToolServer {
    private static final int END = -1;
    private static final int FAILED = 70;
    private static final int BUFFER = 64 * 1024;
    private static final String TOOLS = "org.apache.kafka.tools.";
    private static final ThreadLocal<OutputStream> OUTPUT = new InheritableThreadLocal<>();

    private static final class Exited extends Error {
        private final int code;

        private Exited(int code) {
            super(null, null, false, false);
            this.code = code;
        }
    }

    /** The tools keep state in static fields, so that each run needs classes of its own; what they use is shared. */
    private static final class OwnClasses extends ClassLoader {
        private OwnClasses(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(TOOLS)) return super.loadClass(name, resolve);
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) throw new ClassNotFoundException(name);
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** What a thread prints goes to its own connection; nobody hears the others. */
    private static final class ByThread extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            OutputStream output = OUTPUT.get();
            if (output != null) output.write(bytes, offset, length);
        }
    }

    private static final class Frames extends OutputStream {
        private final DataOutputStream socket;

        private Frames(Socket socket) throws IOException {
            this.socket = new DataOutputStream(socket.getOutputStream());
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            socket.writeInt(length);
            socket.write(bytes, offset, length);
        }

        private void end(int code) throws IOException {
            socket.writeInt(END);
            socket.writeInt(code);
            socket.flush();
        }
    }

    private static int run(String main, List<String> args) {
        ClassLoader classes = new OwnClasses(ToolServer.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(classes);
        try {
            Object arguments = args.toArray(new String[0]);
            classes.loadClass(main).getMethod("main", String[].class).invoke(null, arguments);
            return 0;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exited exited) return exited.code;
            e.getCause().printStackTrace();
            return FAILED;
        } catch (ReflectiveOperationException e) {
            e.printStackTrace();
            return FAILED;
        }
    }

    private static void serve(Socket connection) {
        try (Socket socket = connection) {
            InputStreamReader lines = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
            BufferedReader request = new BufferedReader(lines);
            String main = request.readLine();
            List<String> args = new ArrayList<>();
            for (int left = Integer.parseInt(request.readLine()); left > 0; left--) args.add(request.readLine());
            Frames frames = new Frames(socket);
            BufferedOutputStream output = new BufferedOutputStream(frames, BUFFER);
            OUTPUT.set(output);
            int code = run(main, args);
            System.out.flush();
            output.flush();
            frames.end(code);
        } catch (IOException e) {
            e.printStackTrace();
        }
    }

    public static void main(String[] none) throws IOException {
        PrintStream own = System.out;
        System.setOut(new PrintStream(new ByThread(), false, StandardCharsets.UTF_8));
        Exit.setExitProcedure((code, message) -> {
            throw new Exited(code);
        });
        Exit.setShutdownHookAdder((name, runnable) -> {});
        try (ServerSocket server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress())) {
            own.println(server.getLocalPort());
            own.flush();
            while (true) {
                Socket connection = server.accept();
                Thread thread = new Thread(() -> serve(connection));
                thread.setDaemon(true);
                thread.start();
            }
        }
    }
}
