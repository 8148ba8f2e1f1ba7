package dev.trunkline.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireValueTest {

    /** Every enum with a spelling of its own that this module has. */
    static Stream<Class<?>> wireEnums() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.trunkline.contracts")
                        .stream()
                        .filter(type -> type.isEnum() && type.isAssignableTo(WireValue.class))
                        .map(JavaClass::reflect);
    }

    @ParameterizedTest
    @MethodSource("wireEnums")
    void isWrittenAndReadByItsSpelling(Class<?> type) throws JsonProcessingException {
        for (Object constant : type.getEnumConstants()) {
            String json = ContractJson.mapper().writeValueAsString(constant);

            assertThat(json).isEqualTo('"' + ((WireValue) constant).wire() + '"');
            assertThat((Object) ContractJson.mapper().readValue(json, type)).isSameAs(constant);
        }
    }

    @ParameterizedTest
    @MethodSource("wireEnums")
    void refusesAnUnknownSpellingNamingTheKnownOnes(Class<?> type) {
        WireValue first = (WireValue) type.getEnumConstants()[0];

        assertThatThrownBy(() -> ContractJson.mapper().readValue("\"no such value\"", type))
                .hasMessageContaining("no such value")
                .hasMessageContaining(first.wire());
    }

    @ParameterizedTest
    @MethodSource("wireEnums")
    void isNeverReadByItsPosition(Class<?> type) {
        assertThatThrownBy(() -> ContractJson.mapper().readValue("0", type))
                .isInstanceOf(JsonProcessingException.class);
    }
}
