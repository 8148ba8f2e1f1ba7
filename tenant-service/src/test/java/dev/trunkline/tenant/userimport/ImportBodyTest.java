package dev.trunkline.tenant.userimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.platform.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportBodyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "csv  | userPrincipalName;a@b.example;c@d.example | userPrincipalName;a@b.example;c@d.example;e@f.example",
                "json | [{},{}]                                   | [{},{},{}]"
            })
    void readsSoManyRowsAndNotOneMore(String format, String just, String oneMore) {
        Function<InputStream, UserRows> rows = format.equals("csv") ? CsvUserRows::of : JsonUserRows::of;

        ImportBody whole = body(just, rows);
        ImportBody tooLong = body(oneMore, rows);

        assertThat(whole).toIterable().hasSize(2);
        assertThat(whole.requireWhole()).isEqualTo(2);
        assertThatThrownBy(() -> tooLong.forEachRemaining(row -> {}))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.type()).isEqualTo(UserImportProblem.TOO_MANY_ROWS);
                    assertThat(problem.type().status()).isEqualTo(413);
                    assertThat(problem.detail()).contains("at most 2 users");
                });
    }

    private static ImportBody body(String text, Function<InputStream, UserRows> rows) {
        byte[] bytes = text.replace(';', '\n').getBytes(StandardCharsets.UTF_8);
        return new ImportBody(new ByteArrayInputStream(bytes), null, rows, 2);
    }
}
