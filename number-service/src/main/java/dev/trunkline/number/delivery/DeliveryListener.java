package dev.trunkline.number.delivery;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A feature that has a say in deliveries, and acts in their transaction. Implementations are CDI beans. */
public interface DeliveryListener {

    /** What must not be delivered to the tenant yet, and why. Reads only, also for a dry run. */
    Map<E164Number, Refusal> notYet(Connection connection, UploadChunkSubmitted chunk) throws SQLException;

    /** Called when numbers were delivered and it was told, in the delivering transaction. */
    void delivered(InboxTransaction transaction, InboundEvent event, List<PhoneNumber> numbers) throws SQLException;
}
