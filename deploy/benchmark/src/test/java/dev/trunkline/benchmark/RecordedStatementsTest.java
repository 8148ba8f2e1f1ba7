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
            2026-11-22 10:00:00.002 UTC [9] LOG:  checkpoint starting: time
            2026-11-22 10:00:00.003 UTC [11] number_app@number LOG:  execute <unnamed>: select business_now()
            2026-11-22 10:00:00.004 UTC [11] number_app@number LOG:  execute S_4: COMMIT
            """;

    @Test
    void readsTheStatementsOfOneRoleWithTheirParameters() {
        List<Sent> sent = RecordedStatements.parse(LOG, "number_app");
        assertThat(sent)
                .containsExactly(
                        new Sent(
                                "select number\n  from phone_number\n where tenant_id = $1 and city = $2 and note = $3",
                                Arrays.asList("7", "L'Aquila, $9 = x", null)),
                        new Sent("select business_now()", List.of()));
    }
}
