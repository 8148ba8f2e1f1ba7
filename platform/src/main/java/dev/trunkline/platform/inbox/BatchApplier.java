package dev.trunkline.platform.inbox;

import dev.trunkline.platform.background.SqlFailure;
import dev.trunkline.platform.background.Transactions;
import dev.trunkline.platform.inbox.EventReader.Reading;
import dev.trunkline.platform.outbox.OutboxStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Applies a batch in one transaction: ids, handlers, appended events, dead letters and position, all or nothing.
 *
 * <p>The position rows are locked first and compared with where the batch begins. So of two processes that hold the same records, as
 * after a rebalance that one of them has not noticed, only one applies them.
 */
final class BatchApplier {

    private static final int MAX_CONFLICTS = 5;

    private final Transactions transactions;
    private final Handlers handlers;
    private final InboxStore store;
    private final OutboxStore outbox;
    private final PoisonRate poison;
    private final InboxMetrics metrics;
    private final Consumer<BitSet> wakeRelay;
    private final InboxTracing tracing;

    BatchApplier(
            Transactions transactions,
            Handlers handlers,
            InboxStore store,
            OutboxStore outbox,
            PoisonRate poison,
            InboxMetrics metrics,
            Consumer<BitSet> wakeRelay,
            InboxTracing tracing) {
        this.transactions = transactions;
        this.handlers = handlers;
        this.store = store;
        this.outbox = outbox;
        this.poison = poison;
        this.metrics = metrics;
        this.wakeRelay = wakeRelay;
        this.tracing = tracing;
    }

    private record Applied(Tally tally, BitSet appendedLanes) {}

    /**
     * Applies it; false when the stored positions are elsewhere and nothing was done.
     *
     * @throws BatchFailedException nothing was done; try again later
     * @throws TooMuchPoisonException nothing was done; do not try for a while
     */
    boolean apply(Batch batch) throws BatchFailedException {
        boolean sifting = false;
        for (int conflicts = 0; ; ) {
            try {
                boolean carefully = sifting;
                Optional<Applied> applied = transactions.call(connection -> attempt(connection, batch, carefully));
                applied.ifPresent(this::committed);
                return applied.isPresent();
            } catch (TooMuchPoisonException e) {
                throw e;
            } catch (SQLException | RuntimeException e) {
                SqlFailure kind = SqlFailure.of(e);
                boolean again = kind == SqlFailure.PERMANENT ? !sifting : kind == SqlFailure.CONFLICT;
                sifting = sifting || kind == SqlFailure.PERMANENT;
                conflicts += kind == SqlFailure.CONFLICT ? 1 : 0;
                if (!again || conflicts > MAX_CONFLICTS) {
                    throw new BatchFailedException(kind, e);
                }
            }
        }
    }

    private void committed(Applied applied) {
        poison.add(applied.tally().dead);
        metrics.count(applied.tally());
        if (!applied.appendedLanes().isEmpty()) {
            wakeRelay.accept(applied.appendedLanes());
        }
    }

    private Optional<Applied> attempt(Connection connection, Batch batch, boolean sifting) throws SQLException {
        InboxStore.Locked locked = store.lock(connection, batch.progress());
        if (!locked.asExpected()) {
            return Optional.empty();
        }
        Tally tally = new Tally();
        KeyMarks marks = new KeyMarks(connection, locked.anyMarks());
        Burial burial = new Burial(connection, marks, batch, poison, tally);
        Selection selection = new Selection(select(connection, batch, burial, tally));
        tally.stale += selection.superseded();
        BatchTransaction transaction = new BatchTransaction(connection, outbox, tally);
        for (EventsHandler handler : handlers.inOrder()) {
            List<Delivery> deliveries = selection.of(handler);
            if (deliveries.isEmpty()) {
                continue;
            }
            HandlerTurn turn = new HandlerTurn(handler, transaction, marks, tracing);
            if (sifting) {
                tally.applied += new Sifting(turn, transaction, burial).apply(deliveries);
            } else {
                turn.apply(deliveries);
                tally.applied += deliveries.size();
            }
        }
        store.store(connection, batch.progress());
        return Optional.of(new Applied(tally, transaction.appendedLanes()));
    }

    /** Sorts out repeats, what is nothing for us, and what cannot be read. */
    private List<Delivery> select(Connection connection, Batch batch, Burial burial, Tally tally) throws SQLException {
        Set<UUID> fresh = store.addEvents(
                connection,
                batch.deliveries().stream()
                        .map(Delivery::eventId)
                        .filter(Objects::nonNull)
                        .toList());
        List<Delivery> selected = new ArrayList<>();
        for (Delivery delivery : batch.deliveries()) {
            if (delivery.reading() instanceof Reading.Unreadable unreadable) {
                burial.bury(delivery, unreadable.cause());
            } else if (delivery.reading() instanceof Reading.Skipped skipped) {
                tally.unknown += skipped.reason() == EventReader.Reason.UNKNOWN ? 1 : 0;
                tally.unhandled += skipped.reason() == EventReader.Reason.UNHANDLED ? 1 : 0;
            } else if (fresh.remove(delivery.eventId())) {
                selected.add(delivery);
            } else {
                tally.duplicate++;
            }
        }
        return selected;
    }
}
