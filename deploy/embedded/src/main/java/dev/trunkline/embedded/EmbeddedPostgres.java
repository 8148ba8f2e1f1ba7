package dev.trunkline.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.ServiceLoader;

/**
 * A PostgreSQL server of our own, a child process on 127.0.0.1, with password authentication and no UNIX sockets.
 *
 * <p>Safe for use by several threads. The superuser is {@code postgres}; every password equals its role's name, since nothing
 * outside of this machine can reach the server.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    static final String SUPERUSER = "postgres";

    private final PostgresControl server;
    private final Path directory;

    EmbeddedPostgres(PostgresControl server, Path directory) {
        this.server = server;
        this.directory = directory;
    }

    /** Returns when the server takes connections; its messages go to {@code server.log} in the data directory. */
    public static EmbeddedPostgres start(PostgresSettings settings) {
        return start(settings, settings.dataDirectory().resolve("server.log"));
    }

    /** @throws EmbeddedServerException when the port is taken or the server does not start, saying why */
    public static EmbeddedPostgres start(PostgresSettings settings, Path log) {
        PostgresServer server = new PostgresServer(settings, log);
        server.start();
        return new EmbeddedPostgres(server, settings.dataDirectory());
    }

    public int port() {
        return server.port();
    }

    public long pid() {
        return server.pid();
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    public Connection superuser(String database) throws SQLException {
        return connect(port(), database);
    }

    /** Not by the DriverManager: which drivers it lets a caller see depends on the class loader that asked first. */
    static Connection connect(int port, String database) throws SQLException {
        Properties credentials = new Properties();
        credentials.setProperty("user", SUPERUSER);
        credentials.setProperty("password", SUPERUSER);
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
        for (Driver driver : ServiceLoader.load(Driver.class, EmbeddedPostgres.class.getClassLoader())) {
            Connection connection = driver.connect(url, credentials);
            if (connection != null) {
                return connection;
            }
        }
        throw new EmbeddedServerException("The JDBC driver of PostgreSQL is not on the class path.");
    }

    /**
     * Makes the database {@code service} and the roles {@code service_owner}, {@code service_app} and
     * {@code service_background}, unless they are there. The owner runs the migrations; the other two may connect and get
     * only what the migrations grant. None of them passes row-level security by.
     */
    public void createServiceDatabase(String service) {
        if (!service.matches("[a-z][a-z0-9_]{0,40}")) {
            throw new IllegalArgumentException("not a name for a database: " + service);
        }
        try (Connection connection = superuser(SUPERUSER);
                Statement statement = connection.createStatement()) {
            for (String kind : new String[] {"owner", "app", "background"}) {
                String role = service + "_" + kind;
                if (!exists(statement, "select 1 from pg_roles where rolname = '" + role + "'")) {
                    statement.execute(
                            """
                            create role %1$s login password '%1$s'
                            nosuperuser nocreatedb nocreaterole noreplication nobypassrls
                            """
                                    .formatted(role));
                }
            }
            if (!exists(statement, "select 1 from pg_database where datname = '" + service + "'")) {
                statement.execute("create database %1$s owner %1$s_owner".formatted(service));
            }
            statement.execute("revoke all on database %s from public".formatted(service));
            statement.execute("grant connect on database %1$s to %1$s_app, %1$s_background".formatted(service));
        } catch (SQLException failed) {
            throw new EmbeddedServerException(
                    "Database " + service + " could not be made: " + failed.getMessage(), failed);
        }
        grantSchema(service);
    }

    /**
     * Makes the database {@code service} as {@code source} is now, in place of what it was. Whoever is connected to either is thrown out.
     */
    public void copyDatabase(String source, String service) {
        try (Connection connection = superuser(SUPERUSER);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + source + "'");
            statement.execute("drop database if exists %s with (force)".formatted(service));
            statement.execute("create database %s template %s".formatted(service, source));
            statement.execute(
                    """
                    do $$ begin
                        execute (select format('alter database %%I owner to %%I', '%2$s', pg_get_userbyid(datdba))
                                   from pg_database where datname = '%1$s');
                    end $$
                    """
                            .formatted(source, service));
        } catch (SQLException failed) {
            throw new EmbeddedServerException(
                    "Database " + service + " could not be copied from " + source + ": " + failed.getMessage(), failed);
        }
    }

    /** Whether there is a database of this name. */
    public boolean hasDatabase(String name) {
        try (Connection connection = superuser(SUPERUSER);
                Statement statement = connection.createStatement()) {
            return exists(statement, "select 1 from pg_database where datname = '" + name + "'");
        } catch (SQLException failed) {
            throw new EmbeddedServerException("PostgreSQL does not answer: " + failed.getMessage(), failed);
        }
    }

    private void grantSchema(String service) {
        try (Connection connection = superuser(service);
                Statement statement = connection.createStatement()) {
            statement.execute("alter schema public owner to %s_owner".formatted(service));
            statement.execute("revoke all on schema public from public");
            statement.execute("grant usage on schema public to %1$s_app, %1$s_background".formatted(service));
        } catch (SQLException failed) {
            throw new EmbeddedServerException(
                    "Schema public of " + service + " could not be prepared: " + failed.getMessage(), failed);
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet found = statement.executeQuery(query)) {
            return found.next();
        }
    }

    /** The data stays; {@link #restart} brings the server back. */
    public void stop(StopMode mode) {
        server.stop(mode.signal());
    }

    /** Stops the server if it runs, then starts it on the same port with the same data. */
    public void restart() {
        stop(StopMode.FAST);
        server.start();
    }

    @Override
    public void close() {
        stop(StopMode.FAST);
        TemporaryDirectories.removeIfMadeHere(directory);
    }
}
