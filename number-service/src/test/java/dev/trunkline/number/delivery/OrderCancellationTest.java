package dev.trunkline.number.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.RowOutcome;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.OrderCancellationDecided;
import dev.trunkline.contracts.event.OrderCancellationRequested;
import dev.trunkline.contracts.event.UploadChunkApplied;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.number.Database;
import dev.trunkline.number.Neighbours;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Whether an order is cancelled is decided here, and what was decided holds for whatever comes late. */
@QuarkusTest
@RealServers
class OrderCancellationTest {

    @Test
    void closesAnOrderOfWhichNothingHasArrivedForEver() {
        // Given
        World world = World.consenting("US");
        OrderCancellationRequested request = cancellation(world);

        // When
        OrderCancellationDecided decision = tell(request);
        UploadChunkApplied late = world.deliver(List.of(World.item(World.nextNumber(), "US")));

        // Then
        assertThat(decision.outcome()).isEqualTo(CommandOutcome.APPLIED);
        assertThat(decision.numbersHeld()).isZero();
        assertThat(late.rows()).singleElement().satisfies(row -> {
            assertThat(row.outcome()).isEqualTo(RowOutcome.REJECTED);
            assertThat(row.code()).isEqualTo(RowCode.ORDER_CANCELLED);
        });
    }

    @Test
    void refusesWhileTheTenantHoldsANumberOfTheOrder() {
        // Given
        World world = World.consenting("US");
        world.deliver(2);
        OrderCancellationRequested request = cancellation(world);

        // When
        OrderCancellationDecided decision = tell(request);

        // Then
        assertThat(decision.outcome()).isEqualTo(CommandOutcome.REFUSED);
        assertThat(decision.code()).isEqualTo("numbers-delivered");
        assertThat(decision.numbersHeld()).isEqualTo(2);
        assertThat(world.deliver(List.of(World.item(World.nextNumber(), "US")))
                        .rows()
                        .get(0)
                        .outcome())
                .isEqualTo(RowOutcome.DELIVERED);
    }

    @Test
    void answersARepeatWithWhatItDecidedFirst() {
        // Given
        World world = World.consenting("US");
        world.deliver(1);
        OrderCancellationRequested request = cancellation(world);
        OrderCancellationDecided first = tell(request);
        Database.change(
                "update phone_number set holding_status = 'gone', location_id = null, civic_address_id = null where order_id = ?",
                world.order);

        // When
        Neighbours.say(request);

        // Then
        assertThat(Neighbours.hear(2, OrderCancellationDecided.class, answer -> answer.cancellationId()
                        .equals(request.cancellationId())))
                .containsOnly(first);
    }

    @Test
    void answersTheChunksOfACancelledOrderThatWaitForTheirConsent() {
        // Given
        World world = World.consenting("US");
        EnablementChanged later = world.enablement(EnablementStatus.ACTIVE, "US");
        world.enablementRevision = later.revision();
        UploadChunkSubmitted parked = world.chunk(List.of(World.item(World.nextNumber(), "US")));
        Neighbours.say(parked);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> Database.ask("select 1 from parked_chunk where tenant_id = ?", world.tenant) != null);

        // When
        OrderCancellationDecided decision = tell(cancellation(world));

        // Then
        assertThat(decision.outcome()).isEqualTo(CommandOutcome.APPLIED);
        assertThat(World.answerTo(parked).rows().get(0).code()).isEqualTo(RowCode.ORDER_CANCELLED);
        assertThat(Database.ask("select 1 from parked_chunk where tenant_id = ?", world.tenant))
                .isNull();
    }

    @Test
    void deliversANumberByAnOrderAtMostOnceEver() {
        // Given
        World world = World.consenting("AT");
        E164Number number = World.nextNumber();
        UploadChunkApplied first = world.deliver(List.of(World.item(number, "AT")));
        Database.change("update phone_number set holding_status = 'gone' where order_id = ?", world.order);

        // When
        UploadChunkSubmitted again = world.chunk(List.of(World.item(number, "AT")));
        Neighbours.say(again);
        UploadChunkApplied second = World.answerTo(again);

        // Then
        assertThat(first.rows().get(0).outcome()).isEqualTo(RowOutcome.DELIVERED);
        assertThat(second.rows()).singleElement().satisfies(row -> {
            assertThat(row.code()).isEqualTo(RowCode.ALREADY_DELIVERED);
            assertThat(row.holdingId()).isEqualTo(first.rows().get(0).holdingId());
        });
        assertThat(Database.ask("select count(*) from phone_number where order_id = ?", world.order))
                .isEqualTo(1L);
    }

    private static OrderCancellationRequested cancellation(World world) {
        return new OrderCancellationRequested(
                UUID.randomUUID(),
                world.operator,
                world.tenant,
                world.order,
                "Ordered twice",
                "operator:" + world.operator,
                Instant.now());
    }

    private static OrderCancellationDecided tell(OrderCancellationRequested request) {
        Neighbours.say(request);
        return Neighbours.hear(OrderCancellationDecided.class, answer -> answer.cancellationId()
                .equals(request.cancellationId()));
    }
}
