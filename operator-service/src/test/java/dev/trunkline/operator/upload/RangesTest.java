package dev.trunkline.operator.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangesTest {

    @Test
    void makesARowOfEachNumberOfARange() {
        // When
        List<SubmittedRow> rows =
                rows("+14255550100-+14255550102,Redmond\n+4930123456,Berlin\n14255550109 - 14255550110,\n");

        // Then
        assertThat(rows)
                .extracting(SubmittedRow::telephoneNumber)
                .containsExactly(
                        "+14255550100", "+14255550101", "+14255550102", "+4930123456", "+14255550109", "+14255550110");
        assertThat(rows).extracting(SubmittedRow::line).containsExactly(1, 1, 1, 2, 3, 3);
        assertThat(rows).extracting(SubmittedRow::position).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(rows).extracting(SubmittedRow::city).startsWith("Redmond", "Redmond", "Redmond", "Berlin");
        assertThat(rows).extracting(SubmittedRow::fault).containsOnlyNulls();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+14255550199-+14255550100", "+14255550100-+142555501990", "+14255550100-99", "0-9", "-"})
    void keepsWhatIsNoRangeAsOneRowWithItsFault(String number) {
        List<SubmittedRow> rows = rows(number + ",\n+4930123456,\n");
        assertThat(rows).extracting(SubmittedRow::telephoneNumber).containsExactly(number, "+4930123456");
        assertThat(rows.get(0).fault()).contains("range");
    }

    private static List<SubmittedRow> rows(String csv) {
        List<SubmittedRow> rows = new ArrayList<>();
        new Ranges(UploadFormat.CSV.rows(
                        new ByteArrayInputStream(("telephoneNumber,city\n" + csv).getBytes(StandardCharsets.UTF_8))))
                .forEachRemaining(rows::add);
        return rows;
    }
}
