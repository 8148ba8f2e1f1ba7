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

/** Looks up locations for decisions on numbers. */
@ApplicationScoped
public class PlacesOfHelp {

    private static final String SELECT =
            """
            select l.location_id, l.civic_address_id, a.country, a.validation_status = 'validated', l.is_default
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
        List<PlaceOfHelp> places = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setObject(1, tenantId);
            select.setArray(2, connection.createArrayOf("uuid", locationIds.toArray(UUID[]::new)));
            select.setArray(3, connection.createArrayOf("uuid", civicAddressIds.toArray(UUID[]::new)));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    places.add(new PlaceOfHelp(
                            row.getObject(1, UUID.class),
                            row.getObject(2, UUID.class),
                            row.getString(3),
                            row.getBoolean(4),
                            row.getBoolean(5)));
                }
            }
        }
        return places;
    }
}
