package dev.trunkline.platform.republish;

import dev.trunkline.platform.background.BackgroundLoop;
import dev.trunkline.platform.background.Backoff;
import dev.trunkline.platform.background.Transactions;
import dev.trunkline.platform.outbox.OutboxEntry;
import dev.trunkline.platform.outbox.OutboxStore;
import dev.trunkline.platform.outbox.StateSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Works off republications, a page of aggregates per transaction. Where it stands is part of that transaction, so any replica goes on
 * where another died.
 */
final class Republisher implements AutoCloseable {

    private static final Duration TRANSACTION_WITHIN = Duration.ofSeconds(30);
    private static final Duration WHILE_OUTBOX_IS_FULL = Duration.ofMillis(250);

    private final RepublishSettings settings;
    private final Transactions transactions;
    private final OutboxStore outbox;
    private final Consumer<BitSet> wakeRelay;
    private final RepublicationStore store = new RepublicationStore();
    private final TreeMap<String, StateSource> sources = new TreeMap<>();
    private final BackgroundLoop loop;

    /**
     * Starts nothing yet.
     *
     * @throws IllegalArgumentException when a topic has two sources
     */
    Republisher(
            RepublishSettings settings,
            DataSource dataSource,
            OutboxStore outbox,
            Consumer<BitSet> wakeRelay,
            Collection<StateSource> stateSources) {
        this.settings = settings;
        this.transactions = new Transactions(dataSource, TRANSACTION_WITHIN);
        this.outbox = outbox;
        this.wakeRelay = wakeRelay;
        for (StateSource source : stateSources) {
            if (sources.put(source.topic().topicName(), source) != null) {
                throw new IllegalArgumentException(
                        "the state of " + source.topic().topicName() + " has two sources");
            }
        }
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
        this.loop = new BackgroundLoop("republisher", this::turn, backoff, Duration.ofSeconds(10));
    }

    private enum Step {
        APPENDED,
        OUTBOX_FULL,
        NOTHING_TO_DO
    }

    private record Stepped(Step step, BitSet lanes) {}

    Collection<String> topics() {
        return sources.keySet();
    }

    void start() {
        loop.start();
    }

    void wake() {
        loop.wake();
    }

    @Override
    public void close() {
        loop.close();
    }

    private Duration turn() throws SQLException {
        transactions.call(connection -> {
            store.schedule(connection, settings.every());
            return true;
        });
        while (!loop.isStopping()) {
            Stepped stepped = transactions.call(this::step);
            wakeRelay.accept(stepped.lanes());
            if (stepped.step() != Step.APPENDED) {
                return stepped.step() == Step.OUTBOX_FULL ? WHILE_OUTBOX_IS_FULL : settings.lookEvery();
            }
        }
        return Duration.ZERO;
    }

    private Stepped step(Connection connection) throws SQLException {
        if (store.outboxHoldsMoreThan(connection, settings.outboxLimit())) {
            return new Stepped(Step.OUTBOX_FULL, new BitSet());
        }
        Optional<Progress> taken = store.take(connection);
        if (taken.isEmpty()) {
            return new Stepped(Step.NOTHING_TO_DO, new BitSet());
        }
        Progress progress = taken.get();
        Map.Entry<String, StateSource> next = nextSource(progress);
        if (next == null) {
            store.finish(connection, progress.id());
            return new Stepped(Step.APPENDED, new BitSet());
        }
        return new Stepped(Step.APPENDED, appendPage(connection, progress, next.getKey(), next.getValue()));
    }

    private Map.@Nullable Entry<String, StateSource> nextSource(Progress progress) {
        Map.Entry<String, StateSource> next =
                progress.doneTopic() == null ? sources.firstEntry() : sources.higherEntry(progress.doneTopic());
        while (next != null && progress.topic() != null && !progress.topic().equals(next.getKey())) {
            next = sources.higherEntry(next.getKey());
        }
        return next;
    }

    private BitSet appendPage(Connection connection, Progress progress, String topic, StateSource source)
            throws SQLException {
        StateSource.Page page = source.pageAfter(connection, progress.lastKey(), settings.pageSize());
        BitSet lanes = outbox.append(
                connection,
                page.events().stream()
                        .map(event -> OutboxEntry.of(event, progress.id().toString(), null, null))
                        .toList());
        String doneTopic = page.lastKey() == null ? topic : progress.doneTopic();
        store.advance(
                connection,
                new Progress(progress.id(), progress.topic(), doneTopic, page.lastKey()),
                page.events().size());
        return lanes;
    }
}
