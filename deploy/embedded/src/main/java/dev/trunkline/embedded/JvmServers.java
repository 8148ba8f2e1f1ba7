package dev.trunkline.embedded;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The servers that all tests of one JVM share. Quarkus loads an application's classes, and those of its test resources, anew for
 * every test profile, and closes the loader when it goes on to the next; servers started by them would stop working. So they
 * belong to this class as the JVM's own class loader has it, and the applications reach them through the JDK's types.
 */
public final class JvmServers {
    private static final Object POSTGRES;
    private static final Object KAFKA;
    private static final Object ISSUER;

    static {
        if (JvmServers.class.getClassLoader() == ClassLoader.getSystemClassLoader()) {
            ClassLoader caller = Thread.currentThread().getContextClassLoader();
            Thread.currentThread().setContextClassLoader(JvmServers.class.getClassLoader());
            try {
                // A method of this class would wait in its thread until this initialisation has ended.
                CompletableFuture<PostgresServer> postgres = inBackground(PostgresServer::startTemporary);
                KafkaServer kafka = new KafkaServer(KafkaSettings.temporary());
                kafka.start();
                KAFKA = kafka;
                ISSUER = IssuerServer.start(0);
                POSTGRES = postgres.join();
            } finally {
                Thread.currentThread().setContextClassLoader(caller);
            }
        } else {
            POSTGRES = ofTheJvm("POSTGRES");
            KAFKA = ofTheJvm("KAFKA");
            ISSUER = ofTheJvm("ISSUER");
        }
    }

    private JvmServers() {}

    /** The shared PostgreSQL, running. */
    public static EmbeddedPostgres postgres() {
        PostgresControl control = view(PostgresControl.class, POSTGRES);
        control.start();
        return new EmbeddedPostgres(control, Path.of(""));
    }

    /** The shared broker, running. */
    public static EmbeddedKafka kafka() {
        KafkaControl control = view(KafkaControl.class, KAFKA);
        control.start();
        return new EmbeddedKafka(control, Path.of(""));
    }

    public static EmbeddedIssuer issuer() {
        return new EmbeddedIssuer(view(IssuerControl.class, ISSUER));
    }

    private static <T> CompletableFuture<T> inBackground(Supplier<T> start) {
        return CompletableFuture.supplyAsync(start, command -> new Thread(command, "start-server").start());
    }

    private static Object ofTheJvm(String field) {
        try {
            var declared = Class.forName(JvmServers.class.getName(), true, ClassLoader.getSystemClassLoader())
                    .getDeclaredField(field);
            declared.setAccessible(true);
            return declared.get(null);
        } catch (ReflectiveOperationException failed) {
            throw new EmbeddedServerException(
                    "The embedded servers are not on the class path that the JVM was started with.", failed);
        }
    }

    private static <T> T view(Class<T> type, Object server) {
        if (type.isInstance(server)) {
            return type.cast(server);
        }
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Method target = server.getClass().getMethod(method.getName(), method.getParameterTypes());
                    target.setAccessible(true);
                    return invokeInOwnLoader(target, server, arguments);
                }));
    }

    /** Kafka looks its classes up in the thread's loader, and its threads inherit it. */
    private static @Nullable Object invokeInOwnLoader(Method method, Object server, Object @Nullable [] arguments)
            throws Throwable {
        ClassLoader caller = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(server.getClass().getClassLoader());
        try {
            return method.invoke(server, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getTargetException();
        } finally {
            Thread.currentThread().setContextClassLoader(caller);
        }
    }
}
