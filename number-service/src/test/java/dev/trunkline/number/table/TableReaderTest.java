package dev.trunkline.number.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.platform.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableReaderTest {

    private static final Set<String> KNOWN = Set.of("telephoneNumber", "city", "usages");

    @Test
    void readsTheSameRowsFromCsvAndFromJson() {
        List<TableRow> csv = csv("\uFEFFcity,telephoneNumber,usages\r\n\"Berlin, Mitte\",+49,a;b\r\n,+50,\r\n");
        List<TableRow> json = json(
                """
                {"rows": [{"city": "Berlin, Mitte", "telephoneNumber": "+49", "usages": ["a", "b"]},
                          {"city": null, "telephoneNumber": "+50"}]}""");

        assertThat(csv)
                .isEqualTo(json)
                .containsExactly(
                        new TableRow(
                                1, Map.of("city", "Berlin, Mitte", "telephoneNumber", "+49", "usages", "a;b"), null),
                        new TableRow(2, Map.of("telephoneNumber", "+50"), null));
    }

    @Test
    void findsFaultWithARowThatIsShorterThanTheHeading() {
        assertThat(csv("telephoneNumber,city\n+49\n").get(0).fault()).contains("1 cells");
    }

    @Test
    void refusesMoreRowsThanAreAllowed() {
        assertThat(csv("telephoneNumber\n1\n2\n3\n")).hasSize(3);
        assertThatThrownBy(() -> csv("telephoneNumber\n1\n2\n3\n4\n"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type().slug()).isEqualTo("too-many-rows"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|rows-missing",
                "telephoneNumber|rows-missing",
                "city,colour|headings-unknown",
                "telephoneNumber,telephoneNumber|headings-unknown",
            })
    void refusesCsvThatItDoesNotUnderstand(String body, String code) {
        assertThatThrownBy(() -> csv(body)).isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(
                        problem.type().slug())
                .isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "[]|wrong-type",
                "{\"rows\": 1}|wrong-type",
                "{\"rows\": []}|rows-missing",
                "{\"rows\": [1]}|wrong-type",
                "{\"rows\": [{\"city\": 1}]}|wrong-type",
                "{\"rows\": [{\"colour\": \"red\"}]}|unknown-field",
                "{\"lines\": []}|unknown-field",
                "{\"rows\": [{\"city\": \"A\"}], \"more\": 1}|unknown-field",
                "{\"rows\": [{\"city\": \"A\"}]} {}|malformed-json",
                "{\"rows\": [{\"city\": \"A\", \"city\": \"B\"}]}|malformed-json",
                "{\"rows\": [{\"city\": \"A\"|malformed-json",
            })
    void refusesJsonThatItDoesNotUnderstand(String body, String code) {
        assertThatThrownBy(() -> json(body)).isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(
                        problem.type().slug())
                .isEqualTo(code));
    }

    @Test
    void refusesWhatIsNotInUtf8() {
        assertThatThrownBy(() -> read("telephoneNumber,city\n1,Köln\n", ISO_8859_1, false))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type().slug()).isEqualTo("rows-unreadable"));
    }

    private static List<TableRow> csv(String body) {
        return read(body, UTF_8, false);
    }

    private static List<TableRow> json(String body) {
        return read(body, UTF_8, true);
    }

    @Test
    void handsOnRowsBeforeTheBodyHasCome() throws Exception {
        List<String> events = new ArrayList<>();
        String line = "+4930231250,blue\n";
        byte[] body = ("telephoneNumber,colour\n" + line.repeat(50_000)).getBytes(StandardCharsets.UTF_8);
        InputStream coming = new FilterInputStream(new ByteArrayInputStream(body)) {
            private int left = body.length;

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                left -= Math.max(count, 0);
                if (left == 0 && !events.contains("end")) {
                    events.add("end");
                }
                return count;
            }
        };

        TableReader.inPortions(
                coming,
                false,
                Set.of("telephoneNumber", "colour"),
                50_000,
                1_000,
                portion -> events.add(portion.size() + " from " + portion.get(0).line()));

        assertThat(events)
                .hasSize(51)
                .startsWith("1000 from 1", "1000 from 1001")
                .contains("1000 from 49001");
        assertThat(events.indexOf("end")).isGreaterThan(40);
    }

    private static List<TableRow> read(String body, Charset charset, boolean json) {
        return TableReader.read(new ByteArrayInputStream(body.getBytes(charset)), json, KNOWN, Set.of(), 3);
    }
}
