package dev.trunkline.platform.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MaskedTextTest {

    @Test
    void masksTelephoneNumbersHoweverTheyAreWritten() {
        assertThat(MaskedText.mask("number +4930901820 and 0049 (30) 90-1820 and 4930901820 here"))
                .isEqualTo("number *** and *** and *** here");
    }

    @Test
    void masksAddressesAndQuotedValues() {
        assertThat(MaskedText.mask("mail anna.lopez@contoso.com of \"Anna Lopez\" in 'Main Street'"))
                .isEqualTo("mail *** of *** in ***");
    }

    @Test
    void masksTheValuesThatPostgresNames() {
        assertThat(MaskedText.mask("Key (e164, tenant_id)=(4930901820, x) already exists."))
                .isEqualTo("Key (e164, tenant_id)=*** already exists.");
    }

    @Test
    void leavesIdsAndSmallNumbersReadable() {
        String text = "removal 0193a1b2-1234-7000-8000-123456789012 at line 42, revision 7";
        assertThat(MaskedText.mask(text)).isEqualTo(text);
    }

    @Test
    void namesTheCausesAndEndsSomewhere() {
        Throwable failure = new IllegalStateException("outer", new IllegalArgumentException("x".repeat(5_000)));
        assertThat(MaskedText.of(failure))
                .startsWith("IllegalStateException: outer; caused by IllegalArgumentException: xxx")
                .hasSize(1_000);
    }
}
