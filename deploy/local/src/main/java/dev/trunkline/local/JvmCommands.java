package dev.trunkline.local;

import dev.trunkline.embedded.EmbeddedServersMain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of the stack's JVMs. */
final class JvmCommands {
    /**
     * Only the first compiler and the serial collector: what starts fast and stays small on two cores. No archive of class
     * data: it would save a third of a service's start, and cost 7 s at the first stop after every build.
     */
    private static final List<String> SMALL = List.of(
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Duser.timezone=UTC");

    private static final String LOG_MANAGER = "-Djava.util.logging.manager=org.jboss.logmanager.LogManager";

    private final StackSettings settings;
    private final RunDirectory runDirectory;

    JvmCommands(StackSettings settings, RunDirectory runDirectory) {
        this.settings = settings;
        this.runDirectory = runDirectory;
    }

    List<String> servers() {
        List<String> command = java("-Xmx128m");
        command.addAll(settings.serviceOptions());
        command.addAll(List.of(
                LOG_MANAGER,
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedServersMain.class.getName(),
                runDirectory.data("kafka").toString(),
                Integer.toString(settings.ports().kafka()),
                Integer.toString(settings.ports().issuer())));
        settings.detours().values().forEach(detour -> command.add(detour.broker() + ":" + detour.kafka()));
        return command;
    }

    /** @throws StackException when the service has not been packaged */
    List<String> service(StackService service, int http, int management) {
        return service(settings.project(), true, service, http, management);
    }

    /** Of the version of the second replicas. Another version does not touch the schema: the newer one has been at it. */
    List<String> second(StackService service, int http, int management) {
        Path project = settings.secondsProject();
        return service(project, project.equals(settings.project()), service, http, management);
    }

    private List<String> service(Path project, boolean migrates, StackService service, int http, int management) {
        Path jar = project.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new StackException(jar + " is not there; build it with ./mvnw package.");
        }
        String database = service.database();
        StackDetour detour = settings.detours().get(service);
        int postgres = detour == null ? settings.ports().postgres() : detour.postgres();
        int kafka = detour == null ? settings.ports().kafka() : detour.kafka();
        String jdbcUrl = "jdbc:postgresql://127.0.0.1:" + postgres + "/" + database;
        List<String> command = java("-Xmx192m");
        command.addAll(settings.serviceOptions());
        command.addAll(List.of(
                LOG_MANAGER,
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + http,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + management,
                "-Dquarkus.datasource.jdbc.url=" + jdbcUrl,
                "-Dquarkus.datasource.username=" + database + "_app",
                "-Dquarkus.datasource.password=" + database + "_app",
                "-Dquarkus.datasource.background.jdbc.url=" + jdbcUrl,
                "-Dquarkus.datasource.background.username=" + database + "_background",
                "-Dquarkus.datasource.background.password=" + database + "_background",
                "-Dquarkus.flyway.jdbc-url=" + jdbcUrl,
                "-Dquarkus.flyway.username=" + database + "_owner",
                "-Dquarkus.flyway.password=" + database + "_owner",
                "-Dquarkus.flyway.migrate-at-start=" + migrates,
                "-Dtrunkline.kafka.bootstrap-servers=127.0.0.1:" + kafka,
                "-Dquarkus.oidc.auth-server-url=" + issuerUrl(),
                // The files are for people; machines get JSON where machines read them.
                "-Dquarkus.log.console.json.enabled=false",
                "-jar",
                jar.toString()));
        return command;
    }

    String issuerUrl() {
        return "http://127.0.0.1:" + settings.ports().issuer() + "/trunkline";
    }

    private List<String> java(String heap) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(heap);
        command.addAll(SMALL);
        command.add(runDirectory.mark());
        return command;
    }
}
