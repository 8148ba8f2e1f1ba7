package dev.trunkline.number.delivery;

import dev.trunkline.contracts.AddressPolicy;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.contracts.event.NumbersAcquired;
import dev.trunkline.contracts.event.OrderCancellationRequested;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.contracts.event.UploadChunkApplied;
import dev.trunkline.contracts.event.UploadChunkApplied.Row;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.contracts.event.UploadChunkSubmitted.Item;
import dev.trunkline.number.emergency.AddressPolicies;
import dev.trunkline.number.emergency.NumberAreas;
import dev.trunkline.number.emergency.PlaceOfHelp;
import dev.trunkline.number.emergency.PlacesOfHelp;
import dev.trunkline.number.enablement.Enablement;
import dev.trunkline.number.enablement.EnablementListener;
import dev.trunkline.number.enablement.Enablements;
import dev.trunkline.number.inventory.EmergencySetting;
import dev.trunkline.number.inventory.NumberChanges;
import dev.trunkline.number.inventory.NumberChanges.Author;
import dev.trunkline.number.inventory.NumberEvents;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import dev.trunkline.platform.inbox.UnreliableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Applies chunks of uploads: each gets its answer once, in the transaction that delivers its numbers.
 *
 * <p>Its caller has passed the gate of tenant and operator, shared or alone, so no removal is being decided meanwhile.
 */
@ApplicationScoped
class ChunkService implements EnablementListener {

    private static final Refusal POISON =
            new Refusal(RowCode.INVALID_FIELD, "The row could not be applied; check its fields and retry it.");

    private static final Refusal CANCELLED =
            new Refusal(RowCode.ORDER_CANCELLED, "The order was cancelled before this row could be delivered.");

    private final ChunkStore chunks;
    private final FenceStore fences;
    private final OrderFenceStore orderFences;
    private final Enablements enablements;
    private final AddressPolicies policies;
    private final PlacesOfHelp places;
    private final NumberAreas areas;
    private final PlacementService placements;
    private final NumberChanges changes;

    ChunkService(
            ChunkStore chunks,
            FenceStore fences,
            OrderFenceStore orderFences,
            Enablements enablements,
            AddressPolicies policies,
            PlacesOfHelp places,
            NumberAreas areas,
            PlacementService placements,
            NumberChanges changes) {
        this.chunks = chunks;
        this.fences = fences;
        this.orderFences = orderFences;
        this.enablements = enablements;
        this.policies = policies;
        this.places = places;
        this.areas = areas;
        this.placements = placements;
        this.changes = changes;
    }

    /** Applies a chunk, parks it, or says again what became of it. */
    void apply(InboxTransaction transaction, InboundEvent event) throws SQLException {
        UploadChunkSubmitted chunk = event.payloadAs(UploadChunkSubmitted.class);
        if (chunks.claim(transaction.connection(), chunk)) {
            if (isReliable(transaction.connection(), chunk)) {
                decide(transaction, event);
            } else {
                park(transaction, event);
            }
            return;
        }
        Optional<UploadChunkApplied> stored = chunks.answer(transaction.connection(), chunk);
        if (stored.isPresent()) {
            transaction.append(stored.get(), event);
        }
    }

    /** Answers a chunk that this service cannot apply: its rows must not stay pending. */
    void refuse(InboxTransaction transaction, InboundEvent event) throws SQLException {
        UploadChunkSubmitted chunk = event.payloadAs(UploadChunkSubmitted.class);
        if (chunks.claim(transaction.connection(), chunk)) {
            answer(transaction, event, rejectAll(chunk, POISON));
        }
    }

    /** Answers the chunks of a cancelled order that wait for their consent. */
    void refuseParked(InboxTransaction transaction, OrderCancellationRequested cancelled) throws SQLException {
        for (InboundEvent event : chunks.takeOut(transaction.connection(), cancelled)) {
            answer(transaction, event, rejectAll(event.payloadAs(UploadChunkSubmitted.class), CANCELLED));
        }
    }

    @Override
    public void applied(InboxTransaction transaction, Enablement enablement) throws SQLException {
        List<InboundEvent> parked = chunks.takeUp(
                transaction.connection(),
                enablement.tenantId(),
                enablement.operatorId(),
                enablement.epoch(),
                enablement.revision());
        for (InboundEvent event : parked) {
            decide(transaction, event);
        }
    }

    /** Whether the last state of the consent that came could be applied; otherwise nobody knows what the tenant wants. */
    private static boolean isReliable(Connection connection, UploadChunkSubmitted chunk) throws SQLException {
        String key = chunk.tenantId() + ":" + chunk.operatorId();
        return UnreliableKeys.among(connection, Topic.ENABLEMENTS, List.of(key)).isEmpty();
    }

    private void park(InboxTransaction transaction, InboundEvent event) throws SQLException {
        chunks.park(transaction.connection(), event);
        transaction.countParked(1);
    }

    private void decide(InboxTransaction transaction, InboundEvent event) throws SQLException {
        UploadChunkSubmitted chunk = event.payloadAs(UploadChunkSubmitted.class);
        Connection connection = transaction.connection();
        if (orderFences.closes(connection, chunk)) {
            answer(transaction, event, rejectAll(chunk, CANCELLED));
            return;
        }
        Fences closed = fences.of(connection, chunk.tenantId(), chunk.operatorId());
        Optional<Enablement> enablement = enablements.hold(connection, chunk.tenantId(), chunk.operatorId());
        boolean known = enablement
                .filter(consent -> consent.knows(chunk.enablementEpoch(), chunk.enablementRevision()))
                .isPresent();
        if (!known && !closed.closeOperator(chunk.enablementEpoch())) {
            park(transaction, event);
            return;
        }
        ConsentRules consent = new ConsentRules(enablement.orElse(null), closed);
        Optional<Refusal> refusal = consent.refusalOf(chunk);
        if (refusal.isPresent()) {
            answer(transaction, event, rejectAll(chunk, refusal.get()));
            return;
        }
        deliver(transaction, event, consent);
    }

    private void deliver(InboxTransaction transaction, InboundEvent event, ConsentRules consent) throws SQLException {
        UploadChunkSubmitted chunk = event.payloadAs(UploadChunkSubmitted.class);
        Connection connection = transaction.connection();
        Map<String, AddressPolicy> stated = policies.stated(connection, chunk.operatorId());
        Addresses addresses = addresses(connection, chunk);
        List<Row> rows = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        for (Item item : chunk.items()) {
            AddressRequirement requirement = AddressRequirement.of(item, stated.get(item.country()));
            Optional<Refusal> refusal = consent.refusalOf(item.country(), Candidate.servicesOf(item))
                    .or(() -> Optional.ofNullable(requirement.refusal()))
                    .or(() -> addresses.refusalOf(item));
            if (refusal.isPresent()) {
                rows.add(Placement.rejected(item, refusal.get()));
            } else {
                candidates.add(new Candidate(
                        item, setting(requirement, addresses.meantBy(item).orElse(null))));
            }
        }
        Placement placement = placements.place(transaction, event, candidates);
        tell(transaction, event, placement.delivered());
        rows.addAll(placement.rows());
        answer(transaction, event, rows);
    }

    private static EmergencySetting setting(AddressRequirement requirement, @Nullable PlaceOfHelp place) {
        return new EmergencySetting(
                requirement.policy(),
                requirement.allowTenantAddressUpdate(),
                place == null ? null : place.civicAddressId(),
                place == null ? null : place.locationId());
    }

    private Addresses addresses(Connection connection, UploadChunkSubmitted chunk) throws SQLException {
        Set<UUID> locations = new HashSet<>();
        Set<UUID> civicAddresses = new HashSet<>();
        for (Item item : chunk.items()) {
            Optional.ofNullable(item.locationId()).ifPresent(locations::add);
            Optional.ofNullable(item.civicAddressId()).ifPresent(civicAddresses::add);
        }
        return locations.isEmpty() && civicAddresses.isEmpty()
                ? Addresses.of(List.of(), areas)
                : Addresses.of(places.find(connection, chunk.tenantId(), locations, civicAddresses), areas);
    }

    private void tell(InboxTransaction transaction, InboundEvent event, List<PhoneNumber> delivered)
            throws SQLException {
        UploadChunkSubmitted chunk = event.payloadAs(UploadChunkSubmitted.class);
        changes.record(
                transaction.connection(),
                new Author("operator:" + chunk.operatorId(), null, event.correlationId()),
                delivered.stream().map(PhoneNumber::acquired).toList());
        List<NumberSnapshot> items = delivered.stream()
                .map(PhoneNumber::snapshot)
                .sorted(Comparator.comparing(NumberSnapshot::telephoneNumber))
                .toList();
        for (Event acquired : NumberEvents.split(
                items,
                part -> new NumbersAcquired(
                        chunk.tenantId(), chunk.operatorId(), chunk.orderId(), chunk.uploadId(), part))) {
            transaction.append(acquired, event);
        }
    }

    private void answer(InboxTransaction transaction, InboundEvent event, List<Row> rows) throws SQLException {
        UploadChunkSubmitted chunk = event.payloadAs(UploadChunkSubmitted.class);
        UploadChunkApplied answer = new UploadChunkApplied(
                chunk.uploadId(),
                chunk.attempt(),
                chunk.chunk(),
                chunk.dryRun(),
                chunk.operatorId(),
                chunk.tenantId(),
                chunk.orderId(),
                rows.stream().sorted(Comparator.comparingLong(Row::row)).toList());
        chunks.keep(transaction.connection(), answer);
        transaction.append(answer, event);
    }

    private static List<Row> rejectAll(UploadChunkSubmitted chunk, Refusal refusal) {
        return chunk.items().stream()
                .map(item -> Placement.rejected(item, refusal))
                .toList();
    }
}
