package dev.trunkline.tenant;

import dev.trunkline.platform.testing.UpgradeCheck;

class UpgradeTest extends UpgradeCheck {

    UpgradeTest() {
        super("tenant");
    }
}
