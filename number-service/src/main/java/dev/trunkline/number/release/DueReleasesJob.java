package dev.trunkline.number.release;

import dev.trunkline.contracts.event.Event;
import dev.trunkline.number.directory.OperatorEntries;
import dev.trunkline.number.directory.OperatorEntry;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberChange;
import dev.trunkline.number.inventory.NumberChanges;
import dev.trunkline.number.inventory.NumberChanges.Author;
import dev.trunkline.number.inventory.NumberSetService;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.platform.background.Transactions;
import dev.trunkline.platform.outbox.OutboxEntry;
import dev.trunkline.platform.outbox.OutboxRelay;
import dev.trunkline.platform.outbox.OutboxStore;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Ends quarantines whose time has come and confirms requests that nobody answered, also those whose time came while no process ran. Every
 * replica may run it: what one has locked, the next finds done.
 */
@ApplicationScoped
class DueReleasesJob {

    private static final int AT_ONCE = 500;

    private final Transactions transactions;
    private final NumberSetService numbers;
    private final NumberChanges changes;
    private final OperatorEntries operators;
    private final OutboxStore outbox;
    private final OutboxRelay relay;
    private final ReleaseConfig config;

    DueReleasesJob(
            @DataSource("background") javax.sql.DataSource background,
            NumberSetService numbers,
            NumberChanges changes,
            OperatorEntries operators,
            OutboxStore outbox,
            OutboxRelay relay,
            ReleaseConfig config) {
        this.transactions = new Transactions(background, Duration.ofSeconds(30));
        this.numbers = numbers;
        this.changes = changes;
        this.operators = operators;
        this.outbox = outbox;
        this.relay = relay;
        this.config = config;
    }

    @Scheduled(
            identity = "due-releases",
            every = "${trunkline.release.check-every:10s}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void run() throws SQLException {
        drain(this::endQuarantines);
        drain(this::confirmUnanswered);
    }

    private void drain(Part part) throws SQLException {
        int done;
        do {
            done = inTransaction(part);
        } while (done == AT_ONCE);
    }

    private int inTransaction(Part part) throws SQLException {
        record Done(int numbers, BitSet lanes) {}
        Done done = transactions.call(connection -> {
            Outcome outcome = part.in(connection);
            List<OutboxEntry> entries = outcome.events().stream()
                    .map(event -> OutboxEntry.of(event, null, null, null))
                    .toList();
            return new Done(outcome.numbers(), entries.isEmpty() ? new BitSet() : outbox.append(connection, entries));
        });
        if (!done.lanes().isEmpty()) {
            relay.wake(done.lanes());
        }
        return done.numbers();
    }

    private Outcome endQuarantines(Connection connection) throws SQLException {
        List<PhoneNumber> due = numbers.lockDueQuarantines(connection, AT_ONCE);
        Moment now = Moment.read(connection);
        return write(
                connection,
                due,
                due.stream().map(number -> number.endQuarantine(now)).toList(),
                "The quarantine ended.");
    }

    private Outcome confirmUnanswered(Connection connection) throws SQLException {
        List<PhoneNumber> due = numbers.lockUnanswered(connection, config.confirmedAfter(), AT_ONCE);
        Map<UUID, OperatorEntry> entries = operators.read(
                connection,
                due.stream()
                        .map(number -> number.provision().operatorId())
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
        Moment now = Moment.read(connection);
        List<NumberChange> confirmed = due.stream()
                .map(number -> number.confirmRelease(
                        Objects.requireNonNull(entries.get(number.provision().operatorId()))
                                .quarantineDays(),
                        now))
                .toList();
        return write(connection, due, confirmed, "The operator did not answer in time.");
    }

    private Outcome write(Connection connection, List<PhoneNumber> due, List<NumberChange> done, String reason)
            throws SQLException {
        numbers.update(connection, due);
        return new Outcome(due.size(), changes.write(connection, new Author("number-service", reason, null), done));
    }

    /** A part of the job, in a transaction. */
    private interface Part {
        Outcome in(Connection connection) throws SQLException;
    }

    private record Outcome(int numbers, List<Event> events) {}
}
