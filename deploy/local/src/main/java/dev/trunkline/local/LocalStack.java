package dev.trunkline.local;

import dev.trunkline.embedded.EmbeddedKafka;
import dev.trunkline.embedded.EmbeddedPostgres;
import dev.trunkline.embedded.Ports;
import dev.trunkline.embedded.PostgresSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL, Kafka with the issuer, and the three packaged services, as processes on this machine. Nothing of it outlives this
 * JVM. Each process can be stopped, killed and started again by its handle.
 *
 * <p>{@link #close} may be called at any moment and from any thread, also while {@link #start()} is at work.
 */
public final class LocalStack implements AutoCloseable {
    private final StackSettings settings;
    private final RunDirectory runDirectory;
    private final JvmCommands commands;
    private final Consumer<String> progress;
    private final Probes probes = new Probes();

    private final StackProcess servers;
    private final Map<StackService, StackProcess> services = new EnumMap<>(StackService.class);
    private final Map<String, Replica> further = new LinkedHashMap<>();
    private @Nullable EmbeddedPostgres postgres;
    private boolean acquired;
    private boolean closed;

    /** @param progress takes lines for the person who waits */
    public LocalStack(StackSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
        this.runDirectory = new RunDirectory(settings.runDirectory());
        this.commands = new JvmCommands(settings, runDirectory);
        this.servers = new StackProcess("servers", commands.servers(), Probes::saysReady, runDirectory);
        for (StackService service : StackService.values()) {
            services.put(
                    service,
                    new StackProcess(
                            service.module(),
                            commands.service(
                                    service,
                                    settings.ports().http(service),
                                    settings.ports().management(service)),
                            probes.health(management(service)),
                            runDirectory));
        }
    }

    /** Starts a stack and waits until all of it is ready. */
    public static LocalStack start(StackSettings settings) {
        LocalStack stack = new LocalStack(settings, line -> {});
        try {
            stack.start();
            return stack;
        } catch (RuntimeException failed) {
            stack.close();
            throw failed;
        }
    }

    /**
     * Returns when all is ready.
     *
     * @throws RuntimeException with one sentence that says what is in the way; then {@link #close} stops what was started
     */
    public void start() {
        Instant begin = Instant.now();
        acquire();
        requirePorts();
        CompletableFuture<Void> database = CompletableFuture.runAsync(
                () -> {
                    startPostgres();
                    announce("PostgreSQL", "127.0.0.1:" + settings.ports().postgres(), begin);
                },
                LocalStack::inThread);
        try {
            launch(servers);
            servers.awaitReady();
            announce("Kafka", "127.0.0.1:" + settings.ports().kafka(), begin);
            announce("issuer", commands.issuerUrl(), begin);
        } finally {
            awaitDatabase(database);
        }
        for (StackProcess service : services.values()) {
            launch(service);
        }
        for (StackService service : StackService.values()) {
            service(service).awaitReady();
            announce(service.module(), address(settings.ports().http(service)).toString(), begin);
        }
        runDirectory.publish(addresses());
    }

    public StackAddresses addresses() {
        return new StackAddresses(
                address(settings.ports().http(StackService.OPERATOR)),
                address(settings.ports().http(StackService.TENANT)),
                address(settings.ports().http(StackService.NUMBER)),
                URI.create(commands.issuerUrl()));
    }

    /** Where the service's health and metrics answer: scheme, host and port. */
    public URI management(StackService service) {
        return address(settings.ports().management(service));
    }

    public StackProcess service(StackService service) {
        StackProcess process = services.get(service);
        if (process == null) {
            throw new IllegalArgumentException("no such service: " + service);
        }
        return process;
    }

    /** Another process of a service beside the first, on free ports; not started. Both have one database and one consumer group. */
    public Replica second(StackService service) {
        return replica(service, 2);
    }

    /**
     * A process of a service; those after the first are on free ports and not started.
     *
     * @param ordinal from 1
     */
    public synchronized Replica replica(StackService service, int ordinal) {
        if (ordinal == 1) {
            URI address = address(settings.ports().http(service));
            return new Replica(service(service), address, management(service));
        }
        return further.computeIfAbsent(service.module() + "-" + ordinal, name -> {
            int http = Ports.free();
            int management = Ports.free();
            StackProcess process = new StackProcess(
                    name, commands.second(service, http, management), probes.health(address(management)), runDirectory);
            return new Replica(process, address(http), address(management));
        });
    }

    /**
     * Lets the services begin anew: with empty topics and with databases as the migrations left them. Everything must have been ready once,
     * and the first call must find nothing in the databases yet.
     */
    public void renew() {
        processes().stream().filter(process -> !process.equals(servers)).forEach(StackProcess::kill);
        for (StackService service : StackService.values()) {
            String empty = service.database() + "_empty";
            if (!postgres().hasDatabase(empty)) {
                postgres().copyDatabase(service.database(), empty);
            }
            restore(service, empty);
        }
        EmbeddedKafka.renewTopics(bootstrapServers());
        services.values().forEach(this::launch);
        services.values().forEach(StackProcess::awaitReady);
    }

    /** Keeps a copy of a service's database under a name of its own. The service loses its connections. */
    public void backUp(StackService service, String copy) {
        postgres().copyDatabase(service.database(), copy);
    }

    /** Takes a service's database back to what it was when the copy was made. The service must have been stopped. */
    public void restore(StackService service, String copy) {
        postgres().copyDatabase(copy, service.database());
        postgres().createServiceDatabase(service.database());
    }

    /** The JVM of the Kafka broker and the issuer. */
    public StackProcess servers() {
        return servers;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + settings.ports().kafka();
    }

    public synchronized EmbeddedPostgres postgres() {
        if (postgres == null) {
            throw new IllegalStateException("PostgreSQL has not been started");
        }
        return postgres;
    }

    /** Services first, since they finish what they began; then Kafka, then PostgreSQL. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        CompletableFuture<?>[] stopping = processes().stream()
                .filter(process -> !process.equals(servers))
                .map(service -> CompletableFuture.runAsync(service::stop, LocalStack::inThread))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(stopping).join();
        servers.stop();
        synchronized (this) {
            if (postgres != null) {
                postgres.close();
            }
            if (acquired) {
                runDirectory.release();
            }
        }
    }

    private synchronized void acquire() {
        runDirectory.acquire();
        acquired = true;
        runDirectory.clean();
    }

    private void requirePorts() {
        Ports.requireFree(settings.ports().postgres(), "PostgreSQL");
        Ports.requireFree(settings.ports().kafka(), "Kafka");
        Ports.requireFree(settings.ports().issuer(), "the OpenID Connect issuer");
        for (StackService service : StackService.values()) {
            Ports.requireFree(settings.ports().http(service), service.module());
            Ports.requireFree(settings.ports().management(service), "the health checks of " + service.module());
        }
    }

    private void startPostgres() {
        PostgresSettings database = new PostgresSettings(
                runDirectory.data("postgres"),
                settings.ports().postgres(),
                settings.durable(),
                settings.databaseOptions());
        EmbeddedPostgres started = EmbeddedPostgres.start(database, runDirectory.log("postgresql"));
        synchronized (this) {
            if (closed) {
                started.close();
            }
            requireOpen();
            postgres = started;
        }
        for (StackService service : StackService.values()) {
            started.createServiceDatabase(service.database());
        }
    }

    private static void awaitDatabase(CompletableFuture<Void> database) {
        try {
            database.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw failed;
        }
    }

    private synchronized void launch(StackProcess process) {
        requireOpen();
        process.start();
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new StackException("The stack is being stopped.");
        }
    }

    private void announce(String name, String address, Instant begin) {
        double seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
        progress.accept("  %-18s %-34s ready after %.1f s".formatted(name, address, seconds));
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static void inThread(Runnable task) {
        new Thread(task, "local-stack").start();
    }

    /** Whether there is anything to stop. */
    synchronized boolean isStarted() {
        return postgres != null || processes().stream().anyMatch(StackProcess::isAlive);
    }

    synchronized List<StackProcess> processes() {
        List<StackProcess> all = new ArrayList<>(services.values());
        further.values().forEach(replica -> all.add(replica.process()));
        all.add(servers);
        return all;
    }
}
