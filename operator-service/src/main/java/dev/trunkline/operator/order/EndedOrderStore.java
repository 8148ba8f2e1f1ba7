package dev.trunkline.operator.order;

import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.Usage;
import dev.trunkline.operator.database.Columns;
import dev.trunkline.operator.directory.Offers;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Open orders that nothing can arrive for any more, because the tenant's consent that they were placed under has ended or shrunk. */
@ApplicationScoped
class EndedOrderStore {

    private static final String OPEN =
            """
            where operator_id = ? and tenant_id = ? and status not in ('completed', 'rejected', 'cancelled')
            """;

    private static final String WITH_CONSENT = OrderRows.SELECT
            + OPEN
            + """
              and exists (select 1 from consents c
                          where c.operator_id = orders.operator_id and c.tenant_id = orders.tenant_id
                            and (c.epoch > orders.enablement_epoch
                                 or c.epoch = orders.enablement_epoch and c.status = 'removed'))
            order by order_id
            limit ?
            for update
            """;

    /** A line goes on while one service of its usage is consented to without a break since it was ordered; also while that is being removed. */
    private static final String WITHDRAWN = OrderRows.SELECT
            + OPEN
            + """
              and exists (
                  select 1
                  from consents c
                  where c.operator_id = orders.operator_id and c.tenant_id = orders.tenant_id
                    and c.epoch = orders.enablement_epoch and c.status <> 'removed'
                    and not exists (
                        select 1
                        from order_lines l
                        join unnest(?::text[], ?::text[]) as of_usage (usage, service) on of_usage.usage = l.usage
                        join jsonb_to_recordset(c.countries)
                            as k (country text, epoch integer, status text, services jsonb, "serviceEpochs" jsonb)
                          on k.country = l.country and k.status <> 'removed' and jsonb_exists(k.services, of_usage.service)
                        left join lateral jsonb_to_recordset(
                                case when jsonb_typeof(k."serviceEpochs") = 'array' then k."serviceEpochs" else '[]' end)
                            as since (service text, epoch integer) on since.service = of_usage.service
                        where l.order_id = orders.order_id
                          and (l.country_epoch is null
                               or l.country_epoch between coalesce(since.epoch, k.epoch) and k.epoch)))
            order by order_id
            limit ?
            for update
            """;

    /** Open orders of a consent that was removed, or that a later one has followed, locked in the order of their ids. */
    List<Order> lockEndedWithConsent(Connection connection, UUID operatorId, UUID tenantId, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WITH_CONSENT)) {
            statement.setObject(1, operatorId);
            statement.setObject(2, tenantId);
            statement.setInt(3, limit);
            return OrderRows.read(connection, statement);
        }
    }

    /** Open orders each of whose lines lies in a country or service that the tenant has withdrawn since, locked in the order of their ids. */
    List<Order> lockWithdrawn(Connection connection, UUID operatorId, UUID tenantId, int limit) throws SQLException {
        List<String> usages = new ArrayList<>();
        List<String> services = new ArrayList<>();
        for (Usage usage : Usage.values()) {
            for (OfferedService service : Offers.servicesFor(usage)) {
                usages.add(usage.wire());
                services.add(service.wire());
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(WITHDRAWN)) {
            statement.setObject(1, operatorId);
            statement.setObject(2, tenantId);
            Columns.setArray(connection, statement, 3, "text", usages);
            Columns.setArray(connection, statement, 4, "text", services);
            statement.setInt(5, limit);
            return OrderRows.read(connection, statement);
        }
    }
}
