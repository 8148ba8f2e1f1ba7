package dev.trunkline.number.delivery;

import dev.trunkline.contracts.AddressPolicy;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.RowOutcome;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.contracts.event.NumbersAcquired;
import dev.trunkline.contracts.event.UploadChunkApplied.Row;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.contracts.event.UploadChunkSubmitted.Item;
import dev.trunkline.number.emergency.AddressPolicies;
import dev.trunkline.number.emergency.NumberAreas;
import dev.trunkline.number.emergency.PlaceOfHelp;
import dev.trunkline.number.emergency.PlacesOfHelp;
import dev.trunkline.number.inventory.EmergencySetting;
import dev.trunkline.number.inventory.NumberChanges;
import dev.trunkline.number.inventory.NumberChanges.Author;
import dev.trunkline.number.inventory.NumberEvents;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Delivers the numbers of a chunk that the tenant as a whole may be given. */
@ApplicationScoped
class ChunkDelivery {

    private final AddressPolicies policies;
    private final PlacesOfHelp places;
    private final NumberAreas areas;
    private final PlacementService placements;
    private final NumberChanges changes;
    private final List<DeliveryListener> listeners;

    ChunkDelivery(
            AddressPolicies policies,
            PlacesOfHelp places,
            NumberAreas areas,
            PlacementService placements,
            NumberChanges changes,
            @All List<DeliveryListener> listeners) {
        this.policies = policies;
        this.places = places;
        this.areas = areas;
        this.placements = placements;
        this.changes = changes;
        this.listeners = listeners;
    }

    /** A result for each row; with events and history, in the transaction. */
    List<Row> deliver(InboxTransaction transaction, InboundEvent event, ConsentRules consent) throws SQLException {
        UploadChunkSubmitted chunk = event.payloadAs(UploadChunkSubmitted.class);
        Connection connection = transaction.connection();
        Map<String, AddressPolicy> stated = policies.stated(connection, chunk.operatorId());
        Addresses addresses = addresses(connection, chunk);
        Map<E164Number, Refusal> notYet = notYet(connection, chunk);
        List<Row> rows = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        for (Item item : chunk.items()) {
            AddressRequirement requirement = AddressRequirement.of(item, stated.get(item.country()));
            Optional<Refusal> refusal = consent.refusalOf(
                            item.country(), Candidate.servicesOf(item), item.countryEpoch())
                    .or(() -> Optional.ofNullable(requirement.refusal()))
                    .or(() -> addresses.refusalOf(item))
                    .or(() -> Optional.ofNullable(notYet.get(item.telephoneNumber())));
            if (refusal.isPresent()) {
                rows.add(Placement.rejected(item, refusal.get()));
            } else {
                candidates.add(new Candidate(
                        item, setting(requirement, addresses.meantBy(item).orElse(null))));
            }
        }
        return chunk.atomicChunks() == null
                ? place(transaction, event, candidates, rows)
                : placeAll(transaction, event, candidates, rows);
    }

    private List<Row> place(
            InboxTransaction transaction, InboundEvent event, List<Candidate> candidates, List<Row> rejected)
            throws SQLException {
        Placement placement = placements.place(transaction, event, candidates);
        tell(transaction, event, placement.delivered());
        for (DeliveryListener listener : listeners) {
            listener.delivered(transaction, event, placement.delivered());
        }
        List<Row> rows = new ArrayList<>(rejected);
        rows.addAll(placement.rows());
        return rows;
    }

    /** All or none: first as a dry run, so that every reason against any row is named; then, where there is none, in earnest. */
    private List<Row> placeAll(
            InboxTransaction transaction, InboundEvent event, List<Candidate> candidates, List<Row> rejected)
            throws SQLException {
        List<Row> rows = place(transaction, AtomicChunkStore.asDryRun(event), candidates, rejected);
        if (rows.stream().noneMatch(ChunkDelivery::isRejected)) {
            Connection connection = transaction.connection();
            HeldBack held = new HeldBack(transaction);
            Savepoint before = connection.setSavepoint();
            rows = place(held, event, candidates, rejected);
            if (rows.stream().noneMatch(ChunkDelivery::isRejected)) {
                connection.releaseSavepoint(before);
                held.release();
                return rows;
            }
            connection.rollback(before);
        }
        return rows.stream()
                .map(row -> isRejected(row) || row.code() == RowCode.ALREADY_DELIVERED ? row : refusedWithOthers(row))
                .toList();
    }

    private static boolean isRejected(Row row) {
        return row.outcome() == RowOutcome.REJECTED;
    }

    private static Row refusedWithOthers(Row row) {
        return new Row(
                row.row(),
                row.telephoneNumber(),
                RowOutcome.REJECTED,
                RowCode.ATOMIC_REFUSED,
                "Other rows of the upload are rejected, and it is to be delivered whole or not at all.",
                null);
    }

    private Map<E164Number, Refusal> notYet(Connection connection, UploadChunkSubmitted chunk) throws SQLException {
        Map<E164Number, Refusal> refusals = new HashMap<>();
        for (DeliveryListener listener : listeners) {
            refusals.putAll(listener.notYet(connection, chunk));
        }
        return refusals;
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
}
