package dev.trunkline.number.emergency;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** How many numbers use an address or a location, assigned or not, in quarantine too: those still show it. */
@ApplicationScoped
class AddressUses {

    private static final String COUNT =
            """
            select count(*)
              from phone_number
             where tenant_id = ? and civic_address_id = ? and (cast(? as uuid) is null or location_id = ?)
               and holding_status <> 'gone'
            """;

    private final DataSource dataSource;

    AddressUses(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Counts in a statement of its own, after the caller has locked the address against whoever would give it to a number.
     *
     * @param locationId null for all of the address
     */
    long count(UUID tenantId, UUID civicAddressId, @Nullable UUID locationId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement count = connection.prepareStatement(COUNT)) {
            count.setObject(1, tenantId);
            count.setObject(2, civicAddressId);
            count.setObject(3, locationId, java.sql.Types.OTHER);
            count.setObject(4, locationId, java.sql.Types.OTHER);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the uses of an emergency address could not be counted", e);
        }
    }
}
