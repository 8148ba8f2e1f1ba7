package dev.trunkline.number.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.OrderType;
import dev.trunkline.contracts.RowOutcome;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.RemovalDecided;
import dev.trunkline.contracts.event.UploadChunkApplied;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.contracts.event.UploadChunkSubmitted.Item;
import dev.trunkline.number.Database;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random interleavings of consents, withdrawals, uploads and releases. Each topic keeps its order and may be read again from an earlier
 * place; between topics there is none, an operator relies on any state that it may have seen, and for long times nothing is read at all.
 */
@QuarkusTest
@RealServers
class RemovalInterleavingsTest {

    private static final int STEPS = 150;

    @Inject
    DeliveryEventsHandler deliveries;

    @Inject
    @All
    List<EventsHandler> handlers;

    private final List<Event> enablements = new ArrayList<>();
    private final List<Event> commands = new ArrayList<>();
    private final List<Event> questions = new ArrayList<>();
    private final List<Event> decisions = new ArrayList<>();
    private final IdentityHashMap<List<Event>, Integer> positions = new IdentityHashMap<>();
    private final Map<UUID, Set<UploadChunkApplied>> answers = new HashMap<>();
    private final List<String> steps = new ArrayList<>();
    private Connection connection;
    private World world;
    private Random random;
    private ConsentingTenant tenant;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void leaveNoNumberBehindARemovalAndRefuseNoneForEver(long seed) throws SQLException {
        try (Connection opened = Database.background()) {
            connection = opened;
            interleave(seed);
        }
    }

    private void interleave(long seed) throws SQLException {
        // Given
        random = new Random(seed);
        world = World.withoutConsent();
        tenant = new ConsentingTenant(world.tenant, world.operator, random);
        tenant.consentToAll().ifPresent(enablements::add);

        // When
        for (int step = 0; step < STEPS; step++) {
            steps.add(act());
            assertNothingIsHeldBehindARemoval(seed);
        }
        settle();

        // Then
        assertNothingIsHeldBehindARemoval(seed);
        assertThat(tenant.question())
                .as("seed %d: every question is answered", seed)
                .isNull();
        assertThat(answers.values())
                .as("seed %d: each chunk has one answer, however often it is asked", seed)
                .allSatisfy(ofOne -> assertThat(ofOne).hasSize(1));
        assertThat(answers).as("seed %d: no chunk waits for ever", seed).hasSize(commands.size());
        assertThat(deliverEverywhere())
                .as("seed %d: nothing is refused under a consent that is active again", seed)
                .containsOnly(RowOutcome.DELIVERED);
    }

    private String act() throws SQLException {
        return switch (random.nextInt(12)) {
            case 0 -> publish("consent", tenant.consentToAll());
            case 1 -> publish("suspend or resume", tenant.suspendOrResume());
            case 2 -> {
                Optional<EnablementChanged> asked = tenant.withdraw();
                asked.ifPresent(any -> questions.add(tenant.question()));
                yield publish("withdraw", asked);
            }
            case 3 -> {
                if (tenant.question() != null) {
                    questions.add(tenant.question());
                }
                yield "ask again";
            }
            case 4, 5 -> upload();
            case 6 -> readEnablements();
            case 7 -> readCommands();
            case 8, 9 -> readDecisions();
            case 10 -> release();
            default -> readAgain();
        };
    }

    private String publish(String what, Optional<EnablementChanged> change) {
        change.ifPresent(enablements::add);
        return what;
    }

    /** By any of the last states of the consent, as the operator may have heard of it. */
    private String upload() {
        EnablementChanged seen = (EnablementChanged)
                enablements.get(enablements.size() - 1 - random.nextInt(Math.min(4, enablements.size())));
        if (seen.status() == EnablementStatus.ACTIVE) {
            commands.add(chunk(seen, Arrays.asList(item(1), item(2))));
        }
        return "upload by revision " + seen.revision();
    }

    private Item item(long row) {
        return item(
                row,
                ConsentingTenant.COUNTRIES.get(random.nextInt(ConsentingTenant.COUNTRIES.size())),
                ConsentingTenant.SERVICES.get(random.nextInt(ConsentingTenant.SERVICES.size())));
    }

    private static Item item(long row, String country, OfferedService service) {
        Usage usage = service == OfferedService.CALLING ? Usage.CALLING_USER_ASSIGNMENT : Usage.CONFERENCE_ASSIGNMENT;
        return new Item(
                row,
                World.nextNumber(),
                country,
                service,
                usage,
                List.of(),
                false,
                false,
                "Redmond",
                null,
                null,
                true,
                null,
                null);
    }

    private UploadChunkSubmitted chunk(EnablementChanged seen, List<Item> items) {
        return new UploadChunkSubmitted(
                UUID.randomUUID(),
                1,
                1,
                false,
                null,
                world.operator,
                world.tenant,
                world.order,
                OrderType.NEW,
                seen.epoch(),
                seen.revision(),
                items);
    }

    /** Of several states only the last may be there: the topic is compacted. */
    private String readEnablements() throws SQLException {
        List<Event> read = next(enablements);
        if (!read.isEmpty()) {
            EventsHandler handler = handlers.stream()
                    .filter(each -> each.types().contains(EventType.ENABLEMENT_CHANGED))
                    .findFirst()
                    .orElseThrow();
            apply(handler, read.subList(read.size() - 1, read.size()));
        }
        return "read enablements to " + positions.get(enablements);
    }

    private String readCommands() throws SQLException {
        List<Event> batch = new ArrayList<>();
        if (random.nextBoolean()) {
            batch.addAll(next(commands));
            batch.addAll(next(questions));
        } else {
            batch.addAll(next(questions));
            batch.addAll(next(commands));
        }
        apply(deliveries, batch);
        return "read " + batch.size() + " commands and questions";
    }

    private String readDecisions() {
        for (Event decision : next(decisions)) {
            publish("", tenant.take((RemovalDecided) decision));
        }
        return "read decisions to " + positions.get(decisions);
    }

    private String release() {
        Database.change(
                """
                update phone_number set holding_status = 'gone'
                 where number = (select number from phone_number where tenant_id = ? and holding_status = 'held' limit 1)""",
                world.tenant);
        return "release";
    }

    private String readAgain() {
        List<List<Event>> topics = List.of(enablements, commands, questions, decisions);
        List<Event> topic = topics.get(random.nextInt(topics.size()));
        positions.merge(topic, 0, (now, none) -> Math.max(0, now - random.nextInt(5)));
        return "read again";
    }

    private List<Event> next(List<Event> topic) {
        int from = positions.getOrDefault(topic, 0);
        int to = Math.min(topic.size(), from + random.nextInt(4));
        positions.put(topic, to);
        return List.copyOf(topic.subList(from, to));
    }

    /** Everything is read to its end, until nothing new comes; the tenant resumes and consents to everything again. */
    private void settle() throws SQLException {
        for (int round = 0; round < 3; round++) {
            readToTheEnds();
            publish("", tenant.resume());
            publish("", tenant.consentToAll());
        }
        readToTheEnds();
    }

    private void readToTheEnds() throws SQLException {
        while (positions.getOrDefault(enablements, 0) < enablements.size()
                || positions.getOrDefault(commands, 0) < commands.size()
                || positions.getOrDefault(questions, 0) < questions.size()
                || positions.getOrDefault(decisions, 0) < decisions.size()) {
            readEnablements();
            readCommands();
            readDecisions();
        }
    }

    private List<RowOutcome> deliverEverywhere() throws SQLException {
        EnablementChanged current = (EnablementChanged) enablements.get(enablements.size() - 1);
        List<Item> items = new ArrayList<>();
        for (String country : ConsentingTenant.COUNTRIES) {
            for (OfferedService service : ConsentingTenant.SERVICES) {
                items.add(item(items.size() + 1, country, service));
            }
        }
        UploadChunkSubmitted chunk = chunk(current, items);
        apply(deliveries, List.of(chunk));
        return answers.get(chunk.uploadId()).iterator().next().rows().stream()
                .map(UploadChunkApplied.Row::outcome)
                .toList();
    }

    private void assertNothingIsHeldBehindARemoval(long seed) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select number, country, services from phone_number where tenant_id = ? and holding_status = 'held'")) {
            select.setObject(1, world.tenant);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String country = row.getString("country");
                    for (String service : (String[]) row.getArray("services").getArray()) {
                        assertThat(tenant.hasWithdrawn(country, OfferedService.fromString(service)))
                                .as(
                                        "seed %d: %s is held for %s in %s, which was withdrawn; the steps: %s",
                                        seed, row.getLong("number"), service, country, steps)
                                .isFalse();
                    }
                }
            }
        }
    }

    /** In a transaction of its own, the way the inbox does. */
    private void apply(EventsHandler handler, List<Event> events) throws SQLException {
        List<Event> appended = new ArrayList<>();
        connection.setAutoCommit(false);
        try {
            handler.apply(
                    new InboxTransaction() {
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
                    },
                    events.stream().map(RemovalInterleavingsTest::inbound).toList());
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        for (Event event : appended) {
            if (event instanceof RemovalDecided) {
                decisions.add(event);
            } else if (event instanceof UploadChunkApplied answer) {
                answers.computeIfAbsent(answer.uploadId(), id -> new HashSet<>())
                        .add(answer);
            }
        }
    }

    private static InboundEvent inbound(Event event) {
        return new InboundEvent(
                Ids.next(),
                event.type(),
                event.recordKey(),
                event.tenantId(),
                event.revision(),
                Instant.now(),
                null,
                null,
                event);
    }
}
