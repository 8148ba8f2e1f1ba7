package dev.trunkline.operator.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.OrderType;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChunkSizeTest {

    @Test
    void takesAThousandUsualRows() {
        assertThat(ChunkDispatcher.chunk(items("Berlin"))).hasSize(1_000);
    }

    @Test
    void splitsRowsThatTogetherAreTooLargeForAnEvent() throws Exception {
        // When
        List<UploadChunkSubmitted.Item> chunk = ChunkDispatcher.chunk(items("\u6771".repeat(100)));

        // Then
        assertThat(chunk).hasSizeBetween(500, 999);
        UUID id = UUID.randomUUID();
        byte[] event = ContractJson.mapper()
                .writeValueAsBytes(
                        new UploadChunkSubmitted(id, 1, 1, false, null, id, id, id, OrderType.NEW, 1, 1, chunk));
        assertThat(event.length).isLessThan(512 * 1024);
    }

    private static List<UploadChunkSubmitted.Item> items(String city) {
        return LongStream.rangeClosed(1, 1_000)
                .mapToObj(line -> new UploadChunkSubmitted.Item(
                        line,
                        new E164Number(493020000000L + line),
                        "DE",
                        OfferedService.CALLING,
                        Usage.CALLING_USER_ASSIGNMENT,
                        List.of(Usage.FIRST_PARTY_APP_ASSIGNMENT, Usage.CONFERENCE_ASSIGNMENT),
                        false,
                        false,
                        city,
                        new UUID(line, 1),
                        new UUID(line, 2),
                        true,
                        "DE",
                        1))
                .toList();
    }
}
