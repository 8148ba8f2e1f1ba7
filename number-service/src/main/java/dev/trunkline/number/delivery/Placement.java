package dev.trunkline.number.delivery;

import static java.util.Objects.requireNonNull;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.RowOutcome;
import dev.trunkline.contracts.event.UploadChunkApplied.Row;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.contracts.event.UploadChunkSubmitted.Item;
import dev.trunkline.number.delivery.Holders.Blocked;
import dev.trunkline.number.delivery.Holders.Delivered;
import dev.trunkline.number.delivery.Holders.Endable;
import dev.trunkline.number.delivery.Holders.Free;
import dev.trunkline.number.delivery.Holders.Position;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.PhoneNumber;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** How far the candidates of one chunk have got: each waits for its number, or has its row. */
final class Placement {

    private final Map<E164Number, Candidate> waiting = new TreeMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<PhoneNumber> delivered = new ArrayList<>();

    Placement(Collection<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            if (waiting.putIfAbsent(candidate.item().telephoneNumber(), candidate) != null) {
                rows.add(rejected(
                        candidate.item(),
                        new Refusal(RowCode.DUPLICATE_IN_UPLOAD, "The number stands in the upload more than once.")));
            }
        }
    }

    /** Numbers that have no row yet, in number order. */
    Set<E164Number> waiting() {
        return waiting.keySet();
    }

    /**
     * Gives their rows to those whose number the order has delivered once, also when the number has left the tenant since: an order
     * delivers a number at most once, ever.
     *
     * @param holdings the stays that the order began
     */
    void deliveredBefore(Map<E164Number, UUID> holdings) {
        holdings.forEach((number, holdingId) -> {
            Item item = requireNonNull(waiting.remove(number)).item();
            rows.add(new Row(item.row(), number, RowOutcome.DELIVERED, RowCode.ALREADY_DELIVERED, null, holdingId));
        });
    }

    /**
     * Gives their rows to those whose number is delivered already or held by somebody.
     *
     * @return of those that go on waiting, the ones that a holding of the same tenant must make room for
     */
    Set<E164Number> settle(Holders holders) {
        Set<E164Number> endable = new TreeSet<>();
        for (Iterator<Candidate> each = waiting.values().iterator(); each.hasNext(); ) {
            Item item = each.next().item();
            Position position = holders.positionOf(item.telephoneNumber());
            if (position instanceof Blocked blocked) {
                rows.add(rejected(item, blocked.refusal()));
                each.remove();
            } else if (position instanceof Delivered already) {
                rows.add(new Row(
                        item.row(),
                        item.telephoneNumber(),
                        RowOutcome.DELIVERED,
                        RowCode.ALREADY_DELIVERED,
                        null,
                        already.holdingId()));
                each.remove();
            } else if (position instanceof Endable) {
                endable.add(item.telephoneNumber());
            } else {
                assertFree(position);
            }
        }
        return endable;
    }

    /** The waiting ones among {@code which} as they would be inserted, in number order. */
    List<PhoneNumber> toInsert(
            UploadChunkSubmitted chunk, Map<E164Number, Long> formerRevisions, Moment now, Set<E164Number> which) {
        return waiting.values().stream()
                .filter(candidate -> which.contains(candidate.item().telephoneNumber()))
                .map(candidate -> candidate.toNumber(
                        chunk, formerRevisions.getOrDefault(candidate.item().telephoneNumber(), 0L), now))
                .toList();
    }

    /** Gives their rows to the numbers that were inserted. */
    void deliver(List<PhoneNumber> numbers, Set<UUID> inserted) {
        for (PhoneNumber number : numbers) {
            if (inserted.contains(number.holdingId())) {
                Item item = requireNonNull(waiting.remove(number.e164())).item();
                rows.add(new Row(
                        item.row(), item.telephoneNumber(), RowOutcome.DELIVERED, null, null, number.holdingId()));
                delivered.add(number);
            }
        }
    }

    /** Gives everybody who still waits the row of a delivery that only would be made. */
    void pretend() {
        waiting.values()
                .forEach(candidate -> rows.add(new Row(
                        candidate.item().row(),
                        candidate.item().telephoneNumber(),
                        RowOutcome.DELIVERED,
                        null,
                        null,
                        null)));
        waiting.clear();
    }

    /** Rejects everybody who still waits. */
    void giveUp(Refusal refusal) {
        waiting.values().forEach(candidate -> rows.add(rejected(candidate.item(), refusal)));
        waiting.clear();
    }

    List<Row> rows() {
        return rows;
    }

    List<PhoneNumber> delivered() {
        return delivered;
    }

    static Row rejected(Item item, Refusal refusal) {
        return new Row(item.row(), item.telephoneNumber(), RowOutcome.REJECTED, refusal.code(), refusal.detail(), null);
    }

    private static void assertFree(Position position) {
        if (!(position instanceof Free)) {
            throw new IllegalStateException("unknown position " + position);
        }
    }
}
