package dev.trunkline.number.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.RowOutcome;
import dev.trunkline.contracts.event.NumbersAcquired;
import dev.trunkline.contracts.event.UploadChunkApplied;
import dev.trunkline.contracts.event.UploadChunkApplied.Row;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.contracts.event.UploadChunkSubmitted.Item;
import dev.trunkline.number.Database;
import dev.trunkline.number.Neighbours;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Uploads that are delivered whole or not at all. */
@QuarkusTest
@RealServers
class AtomicDeliveryTest {

    @Test
    void deliversAllChunksInOneTransactionWithTheLastOfThem() {
        // Given
        World world = World.consenting("US");
        List<Item> items = List.of(fresh(1), fresh(2), fresh(3));
        UUID upload = UUID.randomUUID();

        // When
        Neighbours.say(part(world, upload, 1, 2, items.subList(0, 2)));
        passMarker(world);
        long early = held(world);
        Neighbours.say(part(world, upload, 2, 2, items.subList(2, 3)));

        // Then
        Map<Integer, UploadChunkApplied> answers = answers(upload, 2);
        assertThat(early).isEqualTo(1);
        assertThat(answers.get(1).rows()).extracting(Row::row).containsExactly(1L, 2L);
        assertThat(answers.get(2).rows()).extracting(Row::row).containsExactly(3L);
        assertThat(answers.values())
                .allSatisfy(answer ->
                        assertThat(answer.rows()).extracting(Row::outcome).containsOnly(RowOutcome.DELIVERED));
        assertThat(Neighbours.hear(1, NumbersAcquired.class, acquired -> upload.equals(acquired.uploadId())))
                .singleElement()
                .satisfies(acquired -> assertThat(acquired.items()).hasSize(3));
        assertThat(Database.ask(
                        "select count(distinct xmin::text) from phone_number where tenant_id = ? and number = any(?)",
                        world.tenant,
                        items.stream()
                                .map(item -> item.telephoneNumber().digits())
                                .toArray(Long[]::new)))
                .isEqualTo(1L);
        assertThat(staged(world)).isZero();
    }

    @Test
    void deliversNothingWhenOneRowIsRejectedAndNamesEveryReason() {
        // Given
        World world = World.consenting("US");
        World other = World.consenting("US");
        Item heldElsewhere = World.item(3, other.deliverOne(), "US", null, true);
        Item withoutAddress = World.item(1, World.nextNumber(), "US", null, false);
        UUID upload = UUID.randomUUID();

        // When
        Neighbours.say(part(world, upload, 1, 2, List.of(withoutAddress, fresh(2))));
        Neighbours.say(part(world, upload, 2, 2, List.of(heldElsewhere)));

        // Then
        Map<Integer, UploadChunkApplied> answers = answers(upload, 2);
        assertThat(answers.get(1).rows())
                .extracting(Row::code)
                .containsExactly(RowCode.ADDRESS_REQUIRED, RowCode.ATOMIC_REFUSED);
        assertThat(answers.get(2).rows()).extracting(Row::code).containsExactly(RowCode.NUMBER_UNAVAILABLE);
        assertThat(held(world)).isZero();
        assertThat(staged(world)).isZero();
    }

    @Test
    void countsWhatIsDeliveredAlreadyAndAnswersARepeatTheSame() {
        // Given
        World world = World.consenting("US");
        Item already = World.item(1, world.deliverOne(), "US", null, true);
        UUID upload = UUID.randomUUID();
        UploadChunkSubmitted whole = part(world, upload, 1, 1, List.of(already, fresh(2)));

        // When
        Neighbours.say(whole);
        UploadChunkApplied first = answers(upload, 1).get(1);
        Neighbours.say(whole);

        // Then
        assertThat(first.rows()).extracting(Row::code).containsExactly(RowCode.ALREADY_DELIVERED, null);
        List<UploadChunkApplied> both = Neighbours.hear(
                2, UploadChunkApplied.class, answer -> answer.uploadId().equals(upload));
        assertThat(both.get(1)).isEqualTo(both.get(0));
        assertThat(held(world)).isEqualTo(2);
    }

    @Test
    void waitsForTheConsentThatItReliesOn() {
        // Given
        World world = World.withoutConsent();
        UUID upload = UUID.randomUUID();
        var consent = world.enablement(EnablementStatus.ACTIVE, "US");
        Neighbours.say(part(world, upload, 1, 2, List.of(fresh(1))));
        Neighbours.say(part(world, upload, 2, 2, List.of(fresh(2))));

        // When
        Neighbours.say(consent);

        // Then
        assertThat(answers(upload, 2).values())
                .allSatisfy(answer ->
                        assertThat(answer.rows()).extracting(Row::outcome).containsOnly(RowOutcome.DELIVERED));
        assertThat(held(world)).isEqualTo(2);
    }

    /** Something later on the same partition: when it is answered, what came before was looked at. */
    private static void passMarker(World world) {
        UploadChunkSubmitted marker = world.chunk(List.of(fresh(1)));
        Neighbours.say(marker);
        World.answerTo(marker);
    }

    private static Item fresh(long row) {
        return World.item(row, World.nextNumber(), "US", null, true);
    }

    private static UploadChunkSubmitted part(World world, UUID upload, int chunk, int of, List<Item> items) {
        UploadChunkSubmitted like = world.chunk(items);
        return new UploadChunkSubmitted(
                upload,
                1,
                chunk,
                false,
                of,
                like.operatorId(),
                like.tenantId(),
                like.orderId(),
                like.orderType(),
                like.enablementEpoch(),
                like.enablementRevision(),
                items);
    }

    private static Map<Integer, UploadChunkApplied> answers(UUID upload, int count) {
        return Neighbours.hear(count, UploadChunkApplied.class, answer -> answer.uploadId()
                        .equals(upload))
                .stream()
                .collect(Collectors.toMap(UploadChunkApplied::chunk, Function.identity()));
    }

    private static long held(World world) {
        return (long) Database.ask("select count(*) from phone_number where tenant_id = ?", world.tenant);
    }

    private static long staged(World world) {
        return (long) Database.ask("select count(*) from staged_chunk where tenant_id = ?", world.tenant);
    }
}
