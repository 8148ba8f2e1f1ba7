package dev.trunkline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
    @Test
    void givesEachServiceADatabaseWithThreeRolesOfWhichOnlyTheOwnerMayCreate() throws SQLException {
        // Given
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(PostgresSettings.temporary())) {
            // When
            postgres.createServiceDatabase("number");
            postgres.createServiceDatabase("number");

            // Then
            try (Connection owner = connect(postgres, "number_owner");
                    Statement statement = owner.createStatement()) {
                statement.execute("create extension btree_gist");
                statement.execute("create table held (e164 bigint)");
                statement.execute("grant select on held to number_app");
            }
            try (Connection app = connect(postgres, "number_app");
                    Statement statement = app.createStatement()) {
                assertThat(statement.executeQuery("select e164 from held").next())
                        .isFalse();
                assertThatThrownBy(() -> statement.execute("create table mine (id int)"))
                        .hasMessageContaining("permission denied for schema public");
            }
            try (Connection background = connect(postgres, "number_background");
                    Statement statement = background.createStatement()) {
                assertThatThrownBy(() -> statement.executeQuery("select e164 from held"))
                        .hasMessageContaining("permission denied for table held");
            }
            try (Connection superuser = postgres.superuser("number");
                    Statement statement = superuser.createStatement();
                    ResultSet bypassing = statement.executeQuery(
                            "select 1 from pg_roles where rolname like 'number%' and (rolbypassrls or rolsuper)")) {
                assertThat(bypassing.next()).isFalse();
            }
        }
    }

    @Test
    void letsNoServiceIntoTheDatabaseOfAnother() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(PostgresSettings.temporary())) {
            postgres.createServiceDatabase("number");
            postgres.createServiceDatabase("tenant");

            assertThatThrownBy(
                            () -> DriverManager.getConnection(postgres.jdbcUrl("number"), "tenant_app", "tenant_app"))
                    .hasMessageContaining("permission denied for database");
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl("number"), "number_app", "a guess"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void keepsItsDataAndPortOverRestartsAndCrashes(@TempDir Path directory) throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(new PostgresSettings(directory, 0, true))) {
            // Given
            int port = postgres.port();
            execute(postgres, "create table kept (id int)");
            execute(postgres, "insert into kept values (1)");

            // When
            postgres.restart();
            execute(postgres, "insert into kept values (2)");
            postgres.stop(StopMode.IMMEDIATE);
            postgres.restart();

            // Then
            assertThat(postgres.port()).isEqualTo(port);
            assertThat(count(postgres, "kept")).isEqualTo(2);
        }
    }

    @Test
    void takesADatabaseBackToWhatItWasWhenItWasCopied() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(PostgresSettings.temporary())) {
            // Given
            postgres.createServiceDatabase("number");
            try (Connection owner = connect(postgres, "number_owner");
                    Statement statement = owner.createStatement()) {
                statement.execute("create table held (e164 bigint)");
                postgres.copyDatabase("number", "number_before");
            }
            assertThat(postgres.hasDatabase("number_before")).isTrue();
            try (Connection owner = connect(postgres, "number_owner");
                    Statement statement = owner.createStatement()) {
                statement.execute("insert into held values (1)");
            }

            // When
            postgres.copyDatabase("number_before", "number");
            postgres.createServiceDatabase("number");

            // Then
            try (Connection owner = connect(postgres, "number_owner");
                    Statement statement = owner.createStatement()) {
                assertThat(statement.executeQuery("select e164 from held").next())
                        .isFalse();
                statement.execute("drop table held");
            }
        }
    }

    @Test
    void survivesTheKillOfItsProcess(@TempDir Path directory) throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(new PostgresSettings(directory, 0, true))) {
            // Given
            execute(postgres, "create table kept (id int)");

            // When
            Commands.signal(postgres.pid(), "KILL");
            postgres.restart();

            // Then
            assertThat(count(postgres, "kept")).isZero();
        }
    }

    @Test
    void runsDurablyOnlyWhenToldTo(@TempDir Path directory) throws SQLException {
        try (EmbeddedPostgres durable = EmbeddedPostgres.start(new PostgresSettings(directory, 0, true));
                EmbeddedPostgres fast = EmbeddedPostgres.start(PostgresSettings.temporary())) {
            assertThat(show(durable, "fsync")).isEqualTo("on");
            assertThat(show(durable, "synchronous_commit")).isEqualTo("on");
            assertThat(show(durable, "full_page_writes")).isEqualTo("on");
            assertThat(show(fast, "fsync")).isEqualTo("off");
        }
    }

    @Test
    void removesOnlyADirectoryThatItMadeItself(@TempDir Path directory) {
        PostgresSettings temporary = PostgresSettings.temporary();

        EmbeddedPostgres.start(temporary).close();
        EmbeddedPostgres.start(new PostgresSettings(directory, 0, false)).close();

        assertThat(temporary.dataDirectory()).doesNotExist();
        assertThat(directory.resolve("cluster")).exists();
    }

    @Test
    void saysInOneSentenceThatThePortIsTaken(@TempDir Path directory) throws IOException {
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress(Ports.loopback(), 0));
            PostgresSettings settings = new PostgresSettings(directory, other.getLocalPort(), false);

            assertThatThrownBy(() -> EmbeddedPostgres.start(settings))
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessage("Port " + other.getLocalPort() + " on 127.0.0.1, needed for PostgreSQL, is taken by"
                            + " another program; stop that program and start again.");
        }
    }

    @Test
    void takesOverFromALauncherThatWasKilledButNotFromOneThatLives(@TempDir Path directory) throws Exception {
        // Given a server whose launcher will be killed together with its watchdog
        Process launcher = OtherJvm.start(HoldsPostgres.class, List.of(directory.toString()));
        long serverPid = Long.parseLong(launcher.inputReader().readLine());
        PostgresSettings settings = new PostgresSettings(directory, 0, false);

        assertThatThrownBy(() -> EmbeddedPostgres.start(settings))
                .hasMessageContaining("is in use by process " + launcher.pid());

        // When
        launcher.descendants()
                .filter(child -> child.pid() != serverPid)
                .filter(child -> child.parent()
                        .map(parent -> parent.pid() == launcher.pid())
                        .orElse(false))
                .forEach(ProcessHandle::destroyForcibly);
        launcher.destroyForcibly().waitFor();
        assertThat(ProcessHandle.of(serverPid)).isPresent();

        // Then
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings)) {
            assertThat(count(postgres, "written_by_the_first")).isEqualTo(1);
            assertThat(ProcessHandle.of(serverPid)).isEmpty();
        }
    }

    @Test
    void becomesAnotherUserWhereRootMayNotMakeNamespaces(@TempDir Path directory, @TempDir Path programs)
            throws Exception {
        // Given
        assumeTrue(PostgresAccount.isRoot() && Commands.isOnPath("setpriv"), "only for root on Linux");
        Path unshare = Files.writeString(programs.resolve("unshare"), "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(unshare, PosixFilePermissions.fromString("rwxr-xr-x"));
        Map<String, String> path = Map.of("PATH", programs + ":" + System.getenv("PATH"));

        // When
        Process launcher = OtherJvm.start(HoldsPostgres.class, List.of(directory.toString()), path);
        long serverPid = Long.parseLong(launcher.inputReader().readLine());

        // Then
        assertThat(Files.getAttribute(Path.of("/proc/" + serverPid), "unix:uid"))
                .isEqualTo(65534);
        launcher.destroy();
        await().atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(ProcessHandle.of(serverPid)).isEmpty());
    }

    /** Starts a server, prints its process id and waits to be killed. */
    static final class HoldsPostgres {
        public static void main(String[] arguments) throws Exception {
            EmbeddedPostgres postgres = EmbeddedPostgres.start(new PostgresSettings(Path.of(arguments[0]), 0, false));
            execute(postgres, "create table written_by_the_first as select 1 as id");
            System.out.println(postgres.pid());
            Thread.currentThread().join();
        }
    }

    private static Connection connect(EmbeddedPostgres postgres, String role) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl("number"), role, role);
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.superuser("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(EmbeddedPostgres postgres, String table) throws SQLException {
        return Long.parseLong(value(postgres, "select count(*) from " + table));
    }

    private static String show(EmbeddedPostgres postgres, String setting) throws SQLException {
        return value(postgres, "show " + setting);
    }

    private static String value(EmbeddedPostgres postgres, String query) throws SQLException {
        try (Connection connection = postgres.superuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void unpacksItsProgramsOnce() throws IOException {
        Path program = PostgresBinaries.unpacked().program("postgres");

        assertThat(program).isExecutable();
        try (var besides = Files.list(program.getParent().getParent().getParent())) {
            assertThat(besides.filter(path -> path.getFileName().toString().startsWith("unpacking-")))
                    .isEmpty();
        }
    }
}
