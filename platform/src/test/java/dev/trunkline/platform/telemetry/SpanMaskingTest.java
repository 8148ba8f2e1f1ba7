package dev.trunkline.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanMaskingTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            url.path,   /v1/tenants/0190a5f4-1111-7000-8000-123456789012/numbers/%2B4930123456/assign, /v1/tenants/0190a5f4-1111-7000-8000-123456789012/numbers/***/assign
            url.path,   /v1/tenants/t/numbers/+4930123456,          /v1/tenants/t/numbers/***
            url.path,   /v1/tenants/t/numbers/4930123456,           /v1/tenants/t/numbers/***
            url.path,   /v1/tenants/t/users/ada%40contoso.example,  /v1/tenants/t/users/***
            url.path,   /v1/tenants/t/numbers.csv,                  /v1/tenants/t/numbers.csv
            url.path,   /v1/operators/o/orders/12/uploads,          /v1/operators/o/orders/12/uploads
            url.query,  userPrincipalName=ada@contoso.example&limit=5, userPrincipalName=***&limit=***
            http.target, /v1/users?telephoneNumber=%2B4930123456,   /v1/users?telephoneNumber=***
            url.full,   http://host:8102/v1/numbers/4930123456?q=Ada, http://host:8102/v1/numbers/***?q=***
            """)
    void leavesRouteAndIdsAndTakesTheRestOut(String attribute, String given, String exported) {
        AttributeKey<String> key = AttributeKey.stringKey(attribute);
        try (SdkTracerProvider provider =
                SdkTracerProvider.builder().addSpanProcessor(new SpanMasking()).build()) {
            ReadableSpan span = (ReadableSpan) provider.get("test")
                    .spanBuilder("GET")
                    .setAttribute(key, given)
                    .startSpan();

            assertThat(span.getAttribute(key)).isEqualTo(exported);
        }
    }
}
