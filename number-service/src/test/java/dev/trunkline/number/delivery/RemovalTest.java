package dev.trunkline.number.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.RemovalOutcome;
import dev.trunkline.contracts.RemovalScopeKind;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.RowOutcome;
import dev.trunkline.contracts.event.EnablementApplied;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.RemovalDecided;
import dev.trunkline.contracts.event.RemovalRequested;
import dev.trunkline.contracts.event.RemovalScope;
import dev.trunkline.contracts.event.UploadChunkApplied;
import dev.trunkline.contracts.event.UploadChunkApplied.Row;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.contracts.event.UploadChunkSubmitted.Item;
import dev.trunkline.number.Database;
import dev.trunkline.number.Neighbours;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealServers
class RemovalTest {

    private static final int RACES = 60;

    @Inject
    DeliveryEventsHandler handler;

    @Test
    void isRefusedWithCountsAndTheFirstHundredNumbersWhileAnyIsHeld() {
        World world = World.consenting("US");
        List<E164Number> held = world.deliver(101);
        RemovalRequested removal = world.removal();

        Neighbours.say(removal);

        RemovalDecided decided = decision(removal);
        assertThat(decided.outcome()).isEqualTo(RemovalOutcome.REFUSED);
        assertThat(decided.assigned()).isZero();
        assertThat(decided.unassigned()).isEqualTo(101);
        assertThat(decided.blockingNumbers()).containsExactlyElementsOf(held.subList(0, 100));
        assertThat(decided.requestedAt()).isEqualTo(removal.requestedAt());
    }

    @Test
    void answersTheSameQuestionAlwaysTheSame() {
        // Given
        World world = World.consenting("US");
        RemovalRequested removal = world.removal();
        Neighbours.say(removal);
        RemovalDecided first = decision(removal);
        // When
        Neighbours.say(removal);
        // Then
        List<RemovalDecided> answers = Neighbours.hear(
                2, RemovalDecided.class, decided -> decided.removalId().equals(removal.removalId()));
        assertThat(answers).containsOnly(first);
        assertThat(first.outcome()).isEqualTo(RemovalOutcome.ACCEPTED);
    }

    @Test
    void keepsARefusalOnceGivenThoughTheNumberIsGoneSince() {
        World world = World.consenting("US");
        world.deliverOne();
        RemovalRequested removal = world.removal();
        Neighbours.say(removal);
        assertThat(decision(removal).outcome()).isEqualTo(RemovalOutcome.REFUSED);
        goneAll(world);

        Neighbours.say(removal);
        RemovalRequested anew = world.removal();
        Neighbours.say(anew);

        assertThat(decision(anew).outcome()).isEqualTo(RemovalOutcome.ACCEPTED);
        assertThat(Neighbours.hear(
                        2, RemovalDecided.class, each -> each.removalId().equals(removal.removalId())))
                .extracting(RemovalDecided::outcome)
                .containsOnly(RemovalOutcome.REFUSED);
    }

    @Test
    void keepsTheRefusalOfAQuestionThatWasSetAsideWhenItIsReplayed() throws Exception {
        // Given
        World world = World.consenting("US");
        RemovalRequested removal = world.removal();
        try (Connection connection = Database.background()) {
            connection.setAutoCommit(false);
            handler.refuse(collecting(connection, new ArrayList<>()), inbound(removal));
            connection.commit();
        }
        // When
        List<Event> answers = apply(removal);
        // Then
        assertThat(answers).singleElement().isInstanceOfSatisfying(RemovalDecided.class, decided -> assertThat(
                        decided.outcome())
                .isEqualTo(RemovalOutcome.REFUSED));
        assertThat(world.deliver(1)).hasSize(1);
    }

    @Test
    void decidesADayLateWhatWasAskedAllDayAndLetsNothingOfThatTimeLand() {
        // Given what waited in Kafka while this service was away
        World world = World.consenting("US");
        UploadChunkSubmitted beforeTheQuestion = world.chunk(rows(2));
        RemovalRequested asked = new RemovalRequested(
                UUID.randomUUID(),
                world.tenant,
                world.operator,
                1,
                RemovalScope.operator(),
                Instant.now().minus(Duration.ofDays(1)));
        RemovalRequested again = world.removal();

        // When
        Neighbours.say(asked);
        Neighbours.say(asked);
        RemovalDecided decided = decision(asked);
        Neighbours.say(beforeTheQuestion);
        Neighbours.say(asked);
        world.sayEnablement(EnablementStatus.REMOVING, "US");
        world.awaitApplied();

        // Then
        assertThat(decided.outcome()).isEqualTo(RemovalOutcome.ACCEPTED);
        assertThat(decided.decidedAt()).isAfter(asked.requestedAt().plus(Duration.ofHours(23)));
        assertThat(Neighbours.hear(
                        3, RemovalDecided.class, each -> each.removalId().equals(asked.removalId())))
                .containsOnly(decided);
        assertThat(World.answerTo(beforeTheQuestion).rows())
                .extracting(Row::code)
                .containsOnly(RowCode.CONSENT_REQUIRED);

        // When it is enabled again, and asked once more what is long decided
        world.sayEnablement(EnablementStatus.REMOVED);
        world.epoch = 2;
        world.enable("US");
        Neighbours.say(asked);
        Neighbours.say(again);

        // Then
        assertThat(decision(again).outcome())
                .as("the number to come is of another epoch")
                .isEqualTo(RemovalOutcome.ACCEPTED);
        assertThat(deliverOne(world)).isEqualTo(RowOutcome.DELIVERED);
    }

    @Test
    void isToldAgainToATenantServiceThatHasForgottenIt() {
        // Given
        World world = World.consenting("US", "AT");
        EnablementChanged backup = world.sayEnablement(EnablementStatus.ACTIVE, "US", "AT");
        assertThat(outcome(world, country("AT"))).isEqualTo(RemovalOutcome.ACCEPTED);
        RemovalDecided withdrawn = lastDecision(world);
        world.sayEnablement(EnablementStatus.ACTIVE, "US");
        assertThat(outcome(world, RemovalScope.operator())).isEqualTo(RemovalOutcome.ACCEPTED);
        RemovalDecided removed = lastDecision(world);
        world.sayEnablement(EnablementStatus.REMOVED);
        world.awaitApplied();

        // When
        Neighbours.say(backup);

        // Then
        assertThat(Neighbours.hear(2, RemovalDecided.class, removed::equals)).containsOnly(removed);
        assertThat(Neighbours.hear(2, RemovalDecided.class, withdrawn::equals)).containsOnly(withdrawn);
    }

    @Test
    void isNotToldAgainOnceTheConsentGoesOnInAnotherEpoch() {
        // Given
        World world = World.consenting("US", "AT");
        EnablementChanged backup = world.sayEnablement(EnablementStatus.ACTIVE, "US", "AT");
        assertThat(outcome(world, RemovalScope.operator())).isEqualTo(RemovalOutcome.ACCEPTED);
        RemovalDecided removed = lastDecision(world);
        world.sayEnablement(EnablementStatus.REMOVED);
        world.epoch = 2;
        world.enable("US");
        long known = world.enablementRevision;

        // When
        Neighbours.say(backup);
        Neighbours.say(withRevision(backup, known + 1));

        // Then
        List<EnablementApplied> answers = Neighbours.hear(
                5, EnablementApplied.class, each -> each.operatorId().equals(world.operator));
        assertThat(answers.subList(answers.size() - 2, answers.size()))
                .extracting(EnablementApplied::epoch, EnablementApplied::enablementRevision)
                .containsOnly(tuple(2, known));
        assertThat(Neighbours.all(RemovalDecided.class, removed::equals)).hasSize(1);
        assertThat(deliverOne(world)).isEqualTo(RowOutcome.DELIVERED);
    }

    private static RowOutcome deliverOne(World world) {
        return world.deliver(List.of(World.item(World.nextNumber(), "US")))
                .rows()
                .get(0)
                .outcome();
    }

    private static EnablementChanged withRevision(EnablementChanged change, long revision) {
        return new EnablementChanged(
                change.tenantId(),
                change.operatorId(),
                revision,
                change.epoch(),
                change.status(),
                change.countries(),
                change.dataTransferNoticeVersion(),
                change.dataTransferNoticeAcceptedAt(),
                change.enabledAt(),
                change.lastModifiedOn(),
                null);
    }

    private static RemovalDecided lastDecision(World world) {
        List<RemovalDecided> decided =
                Neighbours.all(RemovalDecided.class, each -> each.operatorId().equals(world.operator));
        return decided.get(decided.size() - 1);
    }

    @Test
    void countsOnlyWhatLiesInItsScope() {
        World world = World.consenting("US", "AT");
        world.deliver(List.of(World.item(World.nextNumber(), "US")));

        assertThat(outcome(world, country("AT"))).isEqualTo(RemovalOutcome.ACCEPTED);
        assertThat(outcome(world, country("US"))).isEqualTo(RemovalOutcome.REFUSED);
        assertThat(outcome(world, service("US", OfferedService.CONFERENCING))).isEqualTo(RemovalOutcome.ACCEPTED);
        assertThat(outcome(world, service("US", OfferedService.CALLING))).isEqualTo(RemovalOutcome.REFUSED);
        assertThat(world.deliver(List.of(
                                World.item(1, World.nextNumber(), "AT", null, true),
                                World.item(2, World.nextNumber(), "US", null, true)))
                        .rows())
                .extracting(Row::code)
                .containsExactly(RowCode.COUNTRY_NOT_CONSENTED, null);
    }

    /** Chunks and a removal in transactions of their own, at the same time, as in two replicas. */
    @Test
    void isNeverAcceptedWhileANumberLands() throws Exception {
        List<World> worlds = Stream.generate(World::withoutConsent).limit(RACES).toList();
        worlds.forEach(world -> world.sayEnablement(EnablementStatus.ACTIVE, "US"));
        worlds.forEach(World::awaitApplied);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        int accepted = 0;
        try {
            for (int race = 0; race < RACES; race++) {
                // Given
                World world = worlds.get(race);
                List<UploadChunkSubmitted> chunks =
                        Stream.generate(() -> world.chunk(rows(20))).limit(3).toList();
                RemovalRequested removal = world.removal();
                // When
                boolean removalFirst = race % 2 == 0;
                Future<List<Event>> early = removalFirst ? threads.submit(() -> apply(removal)) : null;
                List<Future<List<Event>>> chunkAnswers = new ArrayList<>();
                for (UploadChunkSubmitted chunk : chunks) {
                    chunkAnswers.add(threads.submit(() -> apply(chunk)));
                }
                Future<List<Event>> asked = removalFirst ? early : threads.submit(() -> apply(removal));
                List<Event> removalAnswer = asked.get(20, TimeUnit.SECONDS);
                long delivered = 0;
                for (Future<List<Event>> answer : chunkAnswers) {
                    delivered += delivered(answer.get(20, TimeUnit.SECONDS));
                }
                // Then
                RemovalDecided decided = (RemovalDecided) removalAnswer.get(0);
                boolean gone = decided.outcome() == RemovalOutcome.ACCEPTED;
                accepted += gone ? 1 : 0;
                Object held = Database.ask("select count(*) from phone_number where tenant_id = ?", world.tenant);
                assertThat(held).isEqualTo(delivered);
                assertThat(gone && delivered > 0)
                        .as("accepted with %d numbers delivered", delivered)
                        .isFalse();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(accepted)
                .as("races that the removal won: both outcomes must occur")
                .isBetween(1, RACES - 1);
    }

    /** Applies one event in a transaction of its own, the way the inbox does. */
    private List<Event> apply(Event event) throws Exception {
        List<Event> appended = new ArrayList<>();
        try (Connection connection = Database.background()) {
            connection.setAutoCommit(false);
            handler.apply(collecting(connection, appended), List.of(inbound(event)));
            connection.commit();
        }
        return appended;
    }

    private static InboundEvent inbound(Event event) {
        return new InboundEvent(
                Ids.next(), event.type(), event.recordKey(), event.tenantId(), 0, Instant.now(), null, null, event);
    }

    private static InboxTransaction collecting(Connection connection, List<Event> appended) {
        return new InboxTransaction() {
            @Override
            public Connection connection() {
                return connection;
            }

            @Override
            public void append(Event event, InboundEvent cause) {
                appended.add(event);
            }

            @Override
            public Optional<Exception> attempt(Part part) throws SQLException {
                part.run();
                return Optional.empty();
            }
        };
    }

    private static long delivered(List<Event> answer) {
        return answer.stream()
                .filter(UploadChunkApplied.class::isInstance)
                .flatMap(event -> ((UploadChunkApplied) event).rows().stream())
                .filter(row -> row.outcome() == RowOutcome.DELIVERED)
                .count();
    }

    private static List<Item> rows(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(row -> World.item(row, World.nextNumber(), "US", null, true))
                .toList();
    }

    private static RemovalOutcome outcome(World world, RemovalScope scope) {
        RemovalRequested removal = world.removal(scope);
        Neighbours.say(removal);
        return decision(removal).outcome();
    }

    private static RemovalScope country(String country) {
        return new RemovalScope(RemovalScopeKind.COUNTRY, country, 1, null);
    }

    private static RemovalScope service(String country, OfferedService service) {
        return new RemovalScope(RemovalScopeKind.SERVICE, country, 1, service);
    }

    private static RemovalDecided decision(RemovalRequested removal) {
        return Neighbours.hear(
                RemovalDecided.class, decided -> decided.removalId().equals(removal.removalId()));
    }

    private static void goneAll(World world) {
        Database.change("update phone_number set holding_status = 'gone' where tenant_id = ?", world.tenant);
    }
}
