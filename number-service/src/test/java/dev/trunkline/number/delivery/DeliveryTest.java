package dev.trunkline.number.delivery;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.trunkline.contracts.AddressPolicy;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.RemovalOutcome;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.RowOutcome;
import dev.trunkline.contracts.event.EnablementApplied;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.contracts.event.NumbersAcquired;
import dev.trunkline.contracts.event.RemovalDecided;
import dev.trunkline.contracts.event.RemovalRequested;
import dev.trunkline.contracts.event.UploadChunkApplied;
import dev.trunkline.contracts.event.UploadChunkApplied.Row;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.contracts.event.UploadChunkSubmitted.Item;
import dev.trunkline.number.Database;
import dev.trunkline.number.Neighbours;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@RealServers
class DeliveryTest {

    @Test
    void tellsOfEveryNumberOfAThousandInEventsThatFit() {
        // Given
        World world = World.consenting("US");
        List<Item> items = LongStream.rangeClosed(1, 1_000)
                .mapToObj(row -> World.item(row, World.nextNumber(), "US", null, true))
                .toList();
        // When
        UploadChunkApplied answer = world.deliver(items);
        // Then
        assertThat(answer.rows()).hasSize(1_000).allMatch(row -> row.outcome() == RowOutcome.DELIVERED);
        List<NumbersAcquired> acquired = await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> Neighbours.all(
                                NumbersAcquired.class, event -> event.tenantId().equals(world.tenant)),
                        events -> events.stream()
                                        .mapToInt(event -> event.items().size())
                                        .sum()
                                == 1_000);
        assertThat(acquired).hasSizeGreaterThan(1);
        assertThat(holdings(acquired))
                .isEqualTo(answer.rows().stream().collect(Collectors.toMap(Row::telephoneNumber, Row::holdingId)));
    }

    @Test
    void keepsAChunkThatComesBeforeItsConsentAndDeliversItThen() {
        // Given
        World world = World.withoutConsent();
        EnablementChanged consent = world.enablement(EnablementStatus.ACTIVE, "US");
        UploadChunkSubmitted chunk = world.chunk(List.of(World.item(World.nextNumber(), "US")));
        // When
        Neighbours.say(chunk);
        await().atMost(Duration.ofSeconds(10)).until(() -> isParked(world));
        assertThat(Neighbours.all(
                        UploadChunkApplied.class, answer -> answer.uploadId().equals(chunk.uploadId())))
                .isEmpty();
        Neighbours.say(consent);
        // Then
        assertThat(World.answerTo(chunk).rows()).singleElement().matches(row -> row.outcome() == RowOutcome.DELIVERED);
        assertThat(isParked(world)).isFalse();
    }

    @Test
    void waitsForTheRevisionThatTheChunkReliedOn() {
        // Given
        World world = World.consenting("US");
        EnablementChanged withAustria = world.enablement(EnablementStatus.ACTIVE, "US", "AT");
        UploadChunkSubmitted chunk = world.chunk(List.of(World.item(World.nextNumber(), "AT")));
        // When
        Neighbours.say(chunk);
        await().atMost(Duration.ofSeconds(10)).until(() -> isParked(world));
        Neighbours.say(withAustria);
        // Then
        assertThat(World.answerTo(chunk).rows()).singleElement().matches(row -> row.outcome() == RowOutcome.DELIVERED);
    }

    @Test
    void answersARepeatedChunkWithWhatItAnsweredFirst() {
        // Given
        World world = World.consenting("US");
        UploadChunkSubmitted chunk = world.chunk(List.of(World.item(World.nextNumber(), "US")));
        Neighbours.say(chunk);
        UploadChunkApplied first = World.answerTo(chunk);
        // When
        Neighbours.say(chunk);
        // Then
        List<UploadChunkApplied> answers = Neighbours.hear(
                2, UploadChunkApplied.class, answer -> answer.uploadId().equals(chunk.uploadId()));
        assertThat(answers).containsOnly(first);
        assertThat(Database.ask("select count(*) from phone_number where tenant_id = ?", world.tenant))
                .isEqualTo(1L);
    }

    @Test
    void refusesAChunkOfAnEarlierEpochAfterTheConsentWasRemovedAndGivenAnew() {
        // Given
        World world = World.consenting("US");
        UploadChunkSubmitted late = world.chunk(List.of(World.item(World.nextNumber(), "US")));
        RemovalRequested removal = world.removal();
        Neighbours.say(removal);
        assertThat(decision(removal).outcome()).isEqualTo(RemovalOutcome.ACCEPTED);
        world.epoch = 2;
        world.enable("US");
        // When
        Neighbours.say(late);
        // Then
        assertThat(World.answerTo(late).rows()).extracting(Row::code).containsOnly(RowCode.CONSENT_REQUIRED);
        assertThat(world.deliver(List.of(World.item(World.nextNumber(), "US"))).rows())
                .extracting(Row::outcome)
                .containsOnly(RowOutcome.DELIVERED);
    }

    @Test
    void refusesAChunkBehindTheFenceThoughTheConsentStillLooksActive() {
        World world = World.consenting("US");
        RemovalRequested removal = world.removal();
        Neighbours.say(removal);
        assertThat(decision(removal).outcome()).isEqualTo(RemovalOutcome.ACCEPTED);

        UploadChunkApplied answer = world.deliver(List.of(World.item(World.nextNumber(), "US")));

        assertThat(answer.rows()).extracting(Row::code).containsOnly(RowCode.CONSENT_REQUIRED);
    }

    @ParameterizedTest
    @CsvSource({"suspended, consent-suspended", "removing, consent-required", "removed, consent-required"})
    void refusesAllRowsWithoutAnActiveConsent(String status, String code) {
        World world = World.consenting("US");
        world.sayEnablement(EnablementStatus.fromString(status), "US");
        world.awaitApplied();

        UploadChunkApplied answer = world.deliver(List.of(World.item(World.nextNumber(), "US")));

        assertThat(answer.rows()).extracting(Row::code).containsOnly(RowCode.fromString(code));
    }

    @Test
    void judgesEachRowAndDeliversTheOthers() {
        World world = World.consenting("US");
        E164Number twice = World.nextNumber();

        UploadChunkApplied answer = world.deliver(List.of(
                World.item(1, World.nextNumber(), "US", null, true),
                World.item(2, World.nextNumber(), "AT", null, true),
                World.item(3, World.nextNumber(), "US", null, false),
                World.item(4, World.nextNumber(), "US", UUID.randomUUID(), true),
                World.item(5, twice, "US", null, true),
                World.item(6, twice, "US", null, true)));

        assertThat(answer.rows())
                .extracting(Row::row, Row::code)
                .containsExactly(
                        tuple(1L, null),
                        tuple(2L, RowCode.COUNTRY_NOT_CONSENTED),
                        tuple(3L, RowCode.ADDRESS_REQUIRED),
                        tuple(4L, RowCode.ADDRESS_UNKNOWN),
                        tuple(5L, null),
                        tuple(6L, RowCode.DUPLICATE_IN_UPLOAD));
    }

    @Test
    void followsThePolicyThatTheOperatorStates() {
        World world = World.consenting("US");
        asOperator(world.operator)
                .contentType("application/json")
                .body(Map.of("policy", AddressPolicy.TENANT_ASSIGNED.wire()))
                .put("/v1/operators/{o}/emergency-address-policies/US", world.operator)
                .then()
                .statusCode(201);

        UploadChunkApplied answer = world.deliver(List.of(
                World.item(1, World.nextNumber(), "US", null, null),
                World.item(2, World.nextNumber(), "US", null, false)));

        assertThat(answer.rows()).extracting(Row::code).containsExactly(null, RowCode.POLICY_MISMATCH);
        NumbersAcquired acquired =
                Neighbours.hear(NumbersAcquired.class, event -> event.uploadId().equals(answer.uploadId()));
        assertThat(acquired.items()).singleElement().satisfies(number -> {
            assertThat(number.addressPolicy()).isEqualTo(AddressPolicy.TENANT_ASSIGNED);
            assertThat(number.allowTenantAddressUpdate()).isTrue();
        });
    }

    @Test
    void countsANumberThatIsThereAlreadyAsDelivered() {
        World world = World.consenting("US");
        E164Number number = world.deliverOne();

        UploadChunkApplied again = world.deliver(List.of(World.item(number, "US")));

        assertThat(again.rows()).singleElement().satisfies(row -> {
            assertThat(row.outcome()).isEqualTo(RowOutcome.DELIVERED);
            assertThat(row.code()).isEqualTo(RowCode.ALREADY_DELIVERED);
            assertThat(row.holdingId()).isNotNull();
        });
    }

    @Test
    void namesTheHolderOfANumberOnlyToItsOperator() {
        World world = World.consenting("US");
        E164Number number = world.deliverOne();
        World sameOperator = world.otherTenant("US");
        World stranger = World.consenting("US");

        Row toParty =
                sameOperator.deliver(List.of(World.item(number, "US"))).rows().get(0);
        Row toStranger =
                stranger.deliver(List.of(World.item(number, "US"))).rows().get(0);

        assertThat(List.of(toParty.code(), toStranger.code())).containsOnly(RowCode.NUMBER_UNAVAILABLE);
        assertThat(toParty.detail()).contains(world.tenant.toString());
        assertThat(toStranger.detail()).doesNotContain(world.tenant.toString());
    }

    @Test
    void changesNothingInADryRun() {
        World world = World.consenting("US");
        UploadChunkSubmitted chunk = world.chunk(List.of(World.item(World.nextNumber(), "US")));
        UploadChunkSubmitted dry = new UploadChunkSubmitted(
                chunk.uploadId(),
                1,
                1,
                true,
                null,
                world.operator,
                world.tenant,
                world.order,
                chunk.orderType(),
                1,
                world.enablementRevision,
                chunk.items());

        Neighbours.say(dry);

        UploadChunkApplied answer = World.answerTo(dry);
        assertThat(answer.dryRun()).isTrue();
        assertThat(answer.rows()).extracting(Row::outcome).containsOnly(RowOutcome.DELIVERED);
        assertThat(Database.ask("select count(*) from phone_number where tenant_id = ?", world.tenant))
                .isEqualTo(0L);
    }

    @Test
    void givesTheSameNumbersToExactlyOneOfTwoTenantsThatAreServedAtOnce() {
        // Given
        World one = World.consenting("US");
        World other = one.otherTenant("US");
        List<E164Number> contested = new ArrayList<>();
        List<UploadChunkSubmitted> chunks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            E164Number number = World.nextNumber();
            contested.add(number);
            chunks.add(one.chunk(List.of(World.item(number, "US"))));
            chunks.add(other.chunk(List.of(World.item(number, "US"))));
        }
        // When
        chunks.parallelStream().forEach(Neighbours::say);
        // Then
        List<Row> rows = chunks.stream()
                .flatMap(chunk -> World.answerTo(chunk).rows().stream())
                .toList();
        for (E164Number number : contested) {
            assertThat(rows.stream().filter(row -> row.telephoneNumber().equals(number)))
                    .extracting(Row::outcome)
                    .containsExactlyInAnyOrder(RowOutcome.DELIVERED, RowOutcome.REJECTED);
        }
    }

    @Test
    void tellsTenantServiceAgainWhichConsentItDecidesBy() {
        World world = World.withoutConsent();
        EnablementChanged consent = world.sayEnablement(EnablementStatus.ACTIVE, "US");
        world.awaitApplied();

        Neighbours.say(consent);

        List<EnablementApplied> applied = Neighbours.hear(
                2, EnablementApplied.class, event -> event.tenantId().equals(world.tenant));
        assertThat(applied).extracting(EnablementApplied::enablementRevision).containsOnly(consent.revision());
    }

    private static RemovalDecided decision(RemovalRequested removal) {
        return Neighbours.hear(
                RemovalDecided.class, decided -> decided.removalId().equals(removal.removalId()));
    }

    private static boolean isParked(World world) {
        return Database.ask("select 1 from parked_chunk where tenant_id = ?", world.tenant) != null;
    }

    private static Map<E164Number, UUID> holdings(List<NumbersAcquired> acquired) {
        return acquired.stream()
                .flatMap(event -> event.items().stream())
                .collect(Collectors.toMap(NumberSnapshot::telephoneNumber, NumberSnapshot::holdingId));
    }
}
