package dev.trunkline.tenant.user;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.UserStatus;
import dev.trunkline.contracts.event.UserChanged;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** What the other services hear of users, read as sets. */
public final class UserEvents {

    /** What {@link #of} reads, from {@code user_account u}. */
    public static final String COLUMNS =
            """
            u.tenant_id, u.user_id, u.revision, u.status, u.account_type, u.usage_location, u.licences, u.coexistence_mode,
            u.on_prem_line_uri, u.online_voice_routing_policy is not null as has_voice_routing_policy, u.incarnation
            """;

    private UserEvents() {}

    /** The user of the present row. */
    public static UserChanged of(ResultSet row) throws SQLException {
        String mode = row.getString("coexistence_mode");
        return new UserChanged(
                row.getObject("tenant_id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getLong("revision"),
                UserStatus.fromString(row.getString("status")),
                AccountType.fromString(row.getString("account_type")),
                row.getString("usage_location"),
                List.of((String[]) row.getArray("licences").getArray()),
                mode == null ? null : CoexistenceMode.fromString(mode),
                row.getString("on_prem_line_uri"),
                row.getBoolean("has_voice_routing_policy"),
                row.getLong("incarnation"));
    }
}
