package dev.trunkline.number.emergency;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Looks up locations for decisions on numbers, and holds their addresses until the transaction ends: whoever would delete one of them waits,
 * and then finds the number that uses it.
 */
@ApplicationScoped
public class PlacesOfHelp {

    /** A location never changes its address, so the address is the lock of both. */
    private static final String HOLD =
            """
            select civic_address_id
              from civic_address
             where tenant_id = ?
               and civic_address_id in (select civic_address_id from emergency_location
                                         where tenant_id = ? and (location_id = any(?) or civic_address_id = any(?)))
             order by civic_address_id
               for share
            """;

    /** In a statement of its own, after the addresses are held: what was deleted while this waited is not found any more. */
    private static final String SELECT =
            """
            select l.location_id, l.civic_address_id, a.country, a.postal_code, a.validation_status = 'validated', l.is_default
              from emergency_location l
              join civic_address a on a.civic_address_id = l.civic_address_id
             where l.tenant_id = ? and (l.location_id = any(?) or l.civic_address_id = any(?))
            """;

    private final DataSource dataSource;

    PlacesOfHelp(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** A location of the tenant, in the current transaction of the request path. */
    public Optional<PlaceOfHelp> find(UUID tenantId, UUID locationId) {
        try (Connection connection = dataSource.getConnection()) {
            return find(connection, tenantId, List.of(locationId), List.of()).stream()
                    .findFirst();
        } catch (SQLException e) {
            throw new IllegalStateException("the emergency location could not be read", e);
        }
    }

    /** The tenant's locations with one of these ids or at one of these civic addresses. */
    public List<PlaceOfHelp> find(
            Connection connection, UUID tenantId, Collection<UUID> locationIds, Collection<UUID> civicAddressIds)
            throws SQLException {
        UUID[] locations = locationIds.toArray(UUID[]::new);
        UUID[] addresses = civicAddressIds.toArray(UUID[]::new);
        try (PreparedStatement hold = connection.prepareStatement(HOLD)) {
            hold.setObject(1, tenantId);
            hold.setObject(2, tenantId);
            hold.setArray(3, connection.createArrayOf("uuid", locations));
            hold.setArray(4, connection.createArrayOf("uuid", addresses));
            hold.execute();
        }
        List<PlaceOfHelp> places = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setObject(1, tenantId);
            select.setArray(2, connection.createArrayOf("uuid", locations));
            select.setArray(3, connection.createArrayOf("uuid", addresses));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    places.add(new PlaceOfHelp(
                            row.getObject(1, UUID.class),
                            row.getObject(2, UUID.class),
                            row.getString(3),
                            row.getString(4),
                            row.getBoolean(5),
                            row.getBoolean(6)));
                }
            }
        }
        return places;
    }
}
