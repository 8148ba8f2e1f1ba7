package dev.trunkline.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadFileTest {

    @TempDir
    Path directory;

    @Test
    void hasTheHeadingsOfThePublicPortalAndAFieldForEach() throws IOException {
        UploadFile file = new UploadFile()
                .deliver(new UploadFile.Row("+493023125001", "conferenceAssignment", new Location("a", "b"), true))
                .reject(UploadFile.Row.plain("+49"), "invalid-number");

        file.writeTo(directory.resolve("numbers.csv"));

        List<String> lines = Files.readAllLines(directory.resolve("numbers.csv"));
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .startsWith("telephoneNumber,accountName,serviceDetails_teamsOperatorConnect_enabled,")
                .endsWith(",configuration_customSipHeader");
        assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(12));
        assertThat(lines.get(1))
                .isEqualTo(
                        "+493023125001,Story,true,unassigned,callingUserAssignment,,conferenceAssignment,a,b,true,,");
    }

    @Test
    void knowsWhichLinesMustFail() {
        UploadFile.Row row = UploadFile.Row.plain("+493023125001");

        UploadFile file = new UploadFile().deliver(row).reject(row, "duplicate-in-upload");

        assertThat(file.expectedRejections()).containsExactlyEntriesOf(Map.of(2L, "duplicate-in-upload"));
        assertThat(file.deliverable()).isEqualTo(1);
    }
}
