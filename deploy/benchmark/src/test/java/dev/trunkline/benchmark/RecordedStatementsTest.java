package dev.trunkline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.benchmark.RecordedStatements.Sent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedStatementsTest {

    private static final String LOG =
            """
            2026-11-22 10:00:00.000 UTC [11] number_app@number LOG:  execute <unnamed>: BEGIN
            2026-11-22 10:00:00.001 UTC [11] number_app@number LOG:  execute S_3: select number
            \t  from phone_number
            \t where tenant_id = $1 and city = $2 and note = $3
            2026-11-22 10:00:00.001 UTC [11] number_app@number DETAIL:  Parameters: $1 = '7', $2 = 'L''Aquila, $9 = x', $3 = NULL
            2026-11-22 10:00:00.002 UTC [12] number_background@number LOG:  execute <unnamed>: select 1 from outbox
            2026-11-22 10:00:00.002 UTC [13] number_app@number LOG:  execute <unnamed>: select $1
            2026-11-22 10:00:00.002 UTC [13] number_app@number DETAIL:  Parameters: $1 = 'somebody else'
            2026-11-22 10:00:00.002 UTC [9] LOG:  checkpoint starting: time
            2026-11-22 10:00:00.003 UTC [11] number_app@number LOG:  execute <unnamed>: select business_now()
            2026-11-22 10:00:00.004 UTC [11] number_app@number LOG:  execute S_4: COMMIT
            """;

    @Test
    void readsTheStatementsOfOneSessionWithTheirParameters() {
        List<Sent> sent = RecordedStatements.parse(LOG, "number_app", "Aquila");
        assertThat(sent)
                .containsExactly(
                        new Sent(
                                "select number\n  from phone_number\n where tenant_id = $1 and city = $2 and note = $3",
                                Arrays.asList("7", "L'Aquila, $9 = x", null)),
                        new Sent("select business_now()", List.of()));
    }

    @Test
    void saysOfWhatArraysAre() {
        Sent sent = new Sent(
                "select $1, $2::text[], $3 ? $4",
                Arrays.asList("{01a20446-d991-7cd1-b788-7e50ea417e44}", "{\"a\"}", "{1,2}", null));

        assertThat(sent.forJdbc(true)).isEqualTo("select ?::uuid[], ?::text[], ?::bigint[] ?? ?");
        assertThat(sent.forJdbc(false)).isEqualTo("select ?, ?::text[], ? ?? ?");
    }

    @Test
    void readsValuesOfAnyLength() {
        String log =
                """
                2026-11-22 10:00:00.001 UTC [11] number_app@number LOG:  execute S_3: select $1
                2026-11-22 10:00:00.001 UTC [11] number_app@number DETAIL:  Parameters: $1 = '%s'
                """
                        .formatted("it''s ".repeat(20_000));

        assertThat(RecordedStatements.parse(log, "number_app", "it's it's")
                        .get(0)
                        .parameters())
                .containsExactly("it's ".repeat(20_000));
    }
}
