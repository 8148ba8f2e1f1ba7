package dev.trunkline.platform.notes;

import static dev.trunkline.platform.testing.TokenClient.asTenant;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** What tests do with the application of notes. */
public final class NotesApplication {

    /** The name of its database. */
    public static final String SERVICE = "platform";

    private NotesApplication() {}

    public static String notesOf(UUID tenant) {
        return "/v1/tenants/" + tenant + "/notes";
    }

    public static Response createNote(UUID tenant, String title) {
        return asTenant(tenant)
                .contentType("application/json")
                .body("{\"title\": \"" + title + "\"}")
                .post(notesOf(tenant));
    }

    /** As the superuser, whom row-level security does not bind. */
    public static Connection database() throws SQLException {
        return TrunklineTestServers.postgres().superuser(SERVICE);
    }

    public static long count(String sql) throws SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** How many connections of the application wait for a lock. */
    public static long waiting() throws SQLException {
        return count(
                "select count(*) from pg_stat_activity where usename = 'platform_app' and wait_event_type = 'Lock'");
    }
}
