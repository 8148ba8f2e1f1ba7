package dev.trunkline.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UploadFileTest {

    @Test
    void hasTheHeadingsOfThePublicPortalAndAFieldForEach() {
        UploadFile file = new UploadFile()
                .deliver(new UploadFile.Row("+493023125001", "conferenceAssignment", new Location("a", "b"), true))
                .reject(UploadFile.Row.plain("+49"), "invalid-number");

        List<String> lines = file.toCsv().lines().toList();
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
