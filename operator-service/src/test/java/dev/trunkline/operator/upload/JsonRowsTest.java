package dev.trunkline.operator.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trunkline.platform.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRowsTest {

    private static final String FULL =
            """
            {"telephoneNumber": "+4930123456", "usage": "callingUserAssignment", "additionalUsages": ["firstPartyAppAssignment",
             "conferenceAssignment"], "mobile": false, "tollFree": true, "city": "Köln", "civicAddressId": null,
             "allowTenantAddressUpdate": true, "displayedCountryCode": "DE", "accountName": "Main"}
            """;

    @Test
    void readsAnArrayAndObjectsInLinesAlike() {
        for (List<SubmittedRow> rows : List.of(
                read(UploadFormat.JSON, "[" + FULL + ", {\"telephoneNumber\": \"4930123457\"}]"),
                read(
                        UploadFormat.NDJSON,
                        "\uFEFF" + FULL.replace("\n", "") + "\r\n{\"telephoneNumber\":\"4930123457\"}\n"))) {
            SubmittedRow row = rows.get(0);
            assertThat(row.telephoneNumber()).isEqualTo("+4930123456");
            assertThat(row.additionalUsages()).isEqualTo("firstPartyAppAssignment,conferenceAssignment");
            assertThat(row.mobile()).isEqualTo("false");
            assertThat(row.tollFree()).isEqualTo("true");
            assertThat(row.city()).isEqualTo("Köln");
            assertThat(row.civicAddressId()).isNull();
            assertThat(row.allowTenantAddressUpdate()).isEqualTo("true");
            assertThat(row.labels()).containsEntry("accountName", "Main");
            assertThat(rows).extracting(SubmittedRow::line).containsExactly(1, 2);
            assertThat(rows.get(1).usage()).isNull();
        }
    }

    @Test
    void readsEmptyBodiesAsNoRows() {
        assertThat(read(UploadFormat.JSON, "[]")).isEmpty();
        assertThat(read(UploadFormat.JSON, "")).isEmpty();
        assertThat(read(UploadFormat.NDJSON, "\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [{"phone": "+4930123456"}]                                 | unknown-field
                    [{"telephoneNumber": 4930123456}]                          | wrong-type
                    [{"telephoneNumber": "+4930123456", "mobile": "yes"}]      | wrong-type
                    [{"telephoneNumber": "+4930123456", "additionalUsages": [1]}] | wrong-type
                    [["+4930123456"]]                                          | wrong-type
                    {"telephoneNumber": "+4930123456"}                         | wrong-type
                    [{"telephoneNumber": "+4930123456"}                        | malformed-json
                    [{"telephoneNumber": "+4930123456"}] []                    | malformed-json
                    [{"telephoneNumber": "+4930123456"},]                      | malformed-json
                    [{"telephoneNumber": "+4930", "telephoneNumber": "+4931"}] | malformed-json
                    """)
    void refusesWhatIsNoArrayOfRows(String body, String problem) {
        assertThat(refused(body.getBytes(StandardCharsets.UTF_8)).type().slug()).isEqualTo(problem);
    }

    @Test
    void refusesOtherEncodings() {
        byte[] latin =
                "[{\"telephoneNumber\": \"+4930123456\", \"city\": \"Köln\"}]".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(refused(latin).type().slug()).isEqualTo("upload-unreadable");
        byte[] wide = "[{\"telephoneNumber\": \"+4930123456\"}]".getBytes(StandardCharsets.UTF_16);
        assertThat(refused(wide).type().slug()).isEqualTo("upload-unreadable");
    }

    private static ProblemException refused(byte[] body) {
        return catchThrowableOfType(
                ProblemException.class,
                () -> UploadFormat.JSON.rows(new ByteArrayInputStream(body)).forEachRemaining(row -> {}));
    }

    private static List<SubmittedRow> read(UploadFormat format, String body) {
        List<SubmittedRow> rows = new ArrayList<>();
        format.rows(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                .forEachRemaining(rows::add);
        return rows;
    }
}
