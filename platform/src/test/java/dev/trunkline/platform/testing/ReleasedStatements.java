package dev.trunkline.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The statements that a released version sent, by the roles of the service. Each is planned without being carried out, for whatever parameters
 * it may have: PostgreSQL finds its tables, columns, functions and types then, and looks at the role's privileges.
 */
final class ReleasedStatements {

    /** Ambiguous function, indeterminate type: the driver says with the statement of which type a parameter is, the log does not. */
    private static final Set<String> TYPE_IS_NOT_TOLD = Set.of("42725", "42P18");

    private static final int MOST_IN_A_HUNDRED = 10;

    private final Map<String, List<String>> byRole;
    private final String database;

    private ReleasedStatements(Map<String, List<String>> byRole, String database) {
        this.byRole = byRole;
        this.database = database;
    }

    /** @param database of the service, whose roles are named after it */
    static ReleasedStatements read(Path released, String database) throws IOException {
        return new ReleasedStatements(
                new ObjectMapper().readValue(released.resolve("statements.json").toFile(), new TypeReference<>() {}),
                database);
    }

    /** Those that cannot be planned, with what PostgreSQL says; without the few that cannot be tried. */
    Map<String, String> refused() throws SQLException {
        Map<String, String> refused = new TreeMap<>();
        int untried = 0;
        for (Map.Entry<String, List<String>> statements : byRole.entrySet()) {
            String role = database + "_" + statements.getKey();
            // Only so can a statement have parameters without values.
            String url = TrunklineTestServers.postgres().jdbcUrl(database) + "?preferQueryMode=simple";
            try (Connection connection = DriverManager.getConnection(url, role, role);
                    Statement plan = connection.createStatement()) {
                for (String sql : statements.getValue()) {
                    try {
                        plan.execute("explain (generic_plan) " + sql);
                    } catch (SQLException e) {
                        if (TYPE_IS_NOT_TOLD.contains(e.getSQLState())) {
                            untried++;
                        } else {
                            refused.put(sql, e.getMessage());
                        }
                    }
                }
            }
        }
        int all = byRole.values().stream().mapToInt(List::size).sum();
        assertThat(untried)
                .as("statements of %s that cannot be tried", all)
                .isLessThanOrEqualTo(all * MOST_IN_A_HUNDRED / 100);
        return refused;
    }
}
