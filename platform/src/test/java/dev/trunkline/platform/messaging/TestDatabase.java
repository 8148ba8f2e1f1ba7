package dev.trunkline.platform.messaging;

import dev.trunkline.contracts.event.Event;
import dev.trunkline.embedded.EmbeddedPostgres;
import dev.trunkline.embedded.JvmServers;
import dev.trunkline.platform.background.Transactions;
import dev.trunkline.platform.outbox.OutboxEntry;
import dev.trunkline.platform.outbox.OutboxStore;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/** A database of its own with platform's tables, and pools of the roles that use it. */
public final class TestDatabase implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final EmbeddedPostgres server = JvmServers.postgres();
    private final String name = "messaging" + COUNT.incrementAndGet();
    private final AgroalDataSource background;
    private final OutboxStore outbox = new OutboxStore(16, "/trunkline/test");

    public TestDatabase() {
        server.createServiceDatabase(name);
        Flyway.configure()
                .dataSource(server.jdbcUrl(name), name + "_owner", name + "_owner")
                .locations("classpath:db/platform")
                .outOfOrder(true)
                .placeholders(Map.of(
                        "owner_role", name + "_owner",
                        "app_role", name + "_app",
                        "background_role", name + "_background"))
                .load()
                .migrate();
        background = pool("background");
    }

    public AgroalDataSource pool(String role) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .metricsEnabled(false)
                    .connectionPoolConfiguration(pool -> pool.maxSize(12)
                            .acquisitionTimeout(Duration.ofSeconds(10))
                            .exceptionSorter(new PostgreSQLExceptionSorter())
                            .connectionFactoryConfiguration(factory -> factory.jdbcUrl(server.jdbcUrl(name))
                                    .principal(new NamePrincipal(name + "_" + role))
                                    .credential(new SimplePassword(name + "_" + role)))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public AgroalDataSource background() {
        return background;
    }

    public OutboxStore outbox() {
        return outbox;
    }

    public String name() {
        return name;
    }

    public Connection superuser() throws SQLException {
        return server.superuser(name);
    }

    public Transactions transactions() {
        return new Transactions(background, Duration.ofSeconds(30));
    }

    /** Appends in one transaction. */
    public void append(Event... events) {
        try {
            transactions()
                    .call(connection -> outbox.append(
                            connection,
                            Arrays.stream(events)
                                    .map(event -> OutboxEntry.of(event, null, null, null))
                                    .toList()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row. */
    public String query(String sql) {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public long count(String table) {
        return Long.parseLong(query("select count(*) from " + table));
    }

    public void execute(String sql) {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kills all connections of the background role; says how many. */
    public int killBackgroundConnections() {
        return Integer.parseInt(query("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = '"
                + name + "_background' and datname = '" + name + "'"));
    }

    @Override
    public void close() {
        background.close();
    }
}
