package dev.trunkline.operator;

import dev.trunkline.platform.testing.AccessMatrix;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccessMatrixTest extends OperatorServiceTest {

    private static final String EXPECTATIONS =
            """
            GET    /v1/admin/dead-letters                                                         | platform-admin
            POST   /v1/admin/dead-letters/{deadLetterId}/replay                                   | platform-admin
            POST   /v1/admin/republications                                                       | platform-admin
            GET    /v1/admin/republications/{republicationId}                                     | platform-admin
            GET    /v1/operators                                                                  | operator tenant-admin platform-admin open
            GET    /v1/operators/{operatorId}                                                     | operator tenant-admin platform-admin open
            PUT    /v1/operators/{operatorId}                                                     | operator platform-admin
            GET    /v1/operators/{operatorId}/address-change-requests                             | operator platform-admin
            GET    /v1/operators/{operatorId}/address-change-requests/{requestId}                 | operator platform-admin
            POST   /v1/operators/{operatorId}/address-change-requests/{requestId}/accept          | operator
            POST   /v1/operators/{operatorId}/address-change-requests/{requestId}/refuse          | operator
            GET    /v1/operators/{operatorId}/consents                                            | operator platform-admin
            GET    /v1/operators/{operatorId}/consents/{tenantId}                                 | operator platform-admin
            PATCH  /v1/operators/{operatorId}/consents/{tenantId}                                 | operator
            GET    /v1/operators/{operatorId}/consents/{tenantId}/history                         | operator platform-admin
            GET    /v1/operators/{operatorId}/events                                              | operator platform-admin
            GET    /v1/operators/{operatorId}/numbers                                             | operator platform-admin
            GET    /v1/operators/{operatorId}/numbers/{telephoneNumber}                           | operator platform-admin
            PATCH  /v1/operators/{operatorId}/numbers/{telephoneNumber}                           | operator
            PUT    /v1/operators/{operatorId}/numbers/{telephoneNumber}/emergency-location        | operator
            POST   /v1/operators/{operatorId}/numbers/{telephoneNumber}/unassign                  | operator
            GET    /v1/operators/{operatorId}/operations/{operationId}                            | operator platform-admin
            GET    /v1/operators/{operatorId}/orders                                              | operator platform-admin
            POST   /v1/operators/{operatorId}/orders                                              | operator
            GET    /v1/operators/{operatorId}/orders/{orderId}                                    | operator platform-admin
            POST   /v1/operators/{operatorId}/orders/{orderId}/accept                             | operator
            POST   /v1/operators/{operatorId}/orders/{orderId}/cancel                             | operator
            POST   /v1/operators/{operatorId}/orders/{orderId}/complete                           | operator
            GET    /v1/operators/{operatorId}/orders/{orderId}/history                            | operator platform-admin
            POST   /v1/operators/{operatorId}/orders/{orderId}/mark-ported                        | operator
            POST   /v1/operators/{operatorId}/orders/{orderId}/reject                             | operator
            POST   /v1/operators/{operatorId}/orders/{orderId}/start-porting                      | operator
            GET    /v1/operators/{operatorId}/orders/{orderId}/uploads                            | operator platform-admin
            POST   /v1/operators/{operatorId}/orders/{orderId}/uploads                            | operator
            GET    /v1/operators/{operatorId}/release-requests                                    | operator platform-admin
            POST   /v1/operators/{operatorId}/release-requests/{releaseRequestId}/confirm         | operator
            POST   /v1/operators/{operatorId}/release-requests/{releaseRequestId}/refuse          | operator
            POST   /v1/operators/{operatorId}/releases                                            | operator
            POST   /v1/operators/{operatorId}/retire                                              | platform-admin
            GET    /v1/operators/{operatorId}/uploads/{uploadId}                                  | operator platform-admin
            GET    /v1/operators/{operatorId}/uploads/{uploadId}/progress                         | operator platform-admin
            POST   /v1/operators/{operatorId}/uploads/{uploadId}/retry                            | operator
            GET    /v1/operators/{operatorId}/uploads/{uploadId}/rows                             | operator platform-admin
            GET    /v1/operators/{operatorId}/webhooks                                            | operator platform-admin
            POST   /v1/operators/{operatorId}/webhooks                                            | operator
            DELETE /v1/operators/{operatorId}/webhooks/{webhookId}                                | operator
            GET    /v1/operators/{operatorId}/webhooks/{webhookId}                                | operator platform-admin
            GET    /v1/operators/{operatorId}/webhooks/{webhookId}/deliveries                     | operator platform-admin
            POST   /v1/operators/{operatorId}/webhooks/{webhookId}/deliveries/{deliveryId}/resend | operator
            """;

    @Test
    void letsInWhoMayAndNobodyElse() {
        AccessMatrix.of(EXPECTATIONS, belongings(), belongings()).verify();
    }

    /** What an operator and a tenant that consented to it have, by the names under which one can ask for it. */
    private static Map<String, String> belongings() {
        Scene scene = new Scene().register("DE").consent(1, "DE");
        UUID order = scene.acceptedOrder("DE", 1);
        UUID upload = scene.uploaded(order, Scene.csv(Scene.berlin(1)));
        return Map.of(
                "tenantId", scene.tenantId.toString(),
                "operatorId", scene.operatorId.toString(),
                "orderId", order.toString(),
                "uploadId", upload.toString());
    }
}
