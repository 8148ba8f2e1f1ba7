package dev.trunkline.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.8.8.8", "169.254.169.254", "172.16.0.1",
                        "192.0.0.1",
                "192.168.1.1", "198.18.0.1", "203.0.113.1", "224.0.0.1", "255.255.255.255", "::", "::1",
                        "::ffff:10.0.0.1",
                "64:ff9b::a00:1", "64:ff9b:1::a00:1", "::10.0.0.1", "2001::1", "2001:db8::1", "2002:a00:1::1",
                        "3fff::1", "5f00::1",
                "fc00::1", "fd12::1", "fe80::1", "fec0::1", "ff02::1"
            })
    void isNotPublic(String address) throws UnknownHostException {
        assertThat(Target.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "100.63.0.1",
                "100.128.0.1",
                "172.32.0.1",
                "192.169.0.1",
                "2606:4700::1",
                "2001:4860::1"
            })
    void isPublic(String address) throws UnknownHostException {
        assertThat(Target.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://8.8.8.8/hook",
                "https://127.0.0.1/",
                "https://localhost/",
                "https://[::1]/",
                "https://2130706433/",
                "https://[::]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[fd12:3456::1]/",
                "https://[fe80::1]/",
                "https://[fe80::1%25lo]/",
                "https://[fe80::1%25eth0]/",
                "https://[2606:4700::1%25lo]/",
                "https://[2606:4700::1%lo]/",
                "https://[::1",
                "https://user:secret@8.8.8.8/",
                "https://8.8.8.8/#part",
                "ftp://8.8.8.8/",
                "no url at all",
                "https:///path"
            })
    void sendsNothingThere(String url) {
        assertThatThrownBy(() -> Target.lookUp(url, false)).isInstanceOf(Target.RefusedException.class);
    }

    @Test
    void connectsToTheAddressThatItChecked() throws Target.RefusedException {
        Target target = Target.lookUp("HTTPS://8.8.8.8:8443/hook?of=us", false);

        assertThat(target.address().getHostAddress()).isEqualTo("8.8.8.8");
        assertThat(target.port()).isEqualTo(8443);
        assertThat(target.tls()).isTrue();
        assertThat(target.pathAndQuery()).isEqualTo("/hook?of=us");
    }

    @Test
    void takesAnAddressOfTheInternetThatIsWrittenOut() throws Target.RefusedException {
        Target target = Target.lookUp("https://[2606:4700::1111]/hook", false);

        assertThat(target.address().getHostAddress()).isEqualTo("2606:4700:0:0:0:0:0:1111");
        assertThat(target.host()).isEqualTo("[2606:4700::1111]");
        assertThat(target.port()).isEqualTo(443);
    }

    @Test
    void namesNoInterfaceOfOneMachineEvenWhereNeighboursAreConfigured() {
        assertThatThrownBy(() -> Target.lookUp("https://[fe80::1%25lo]/", true))
                .isInstanceOf(Target.RefusedException.class);
    }

    @Test
    void sendsToNeighboursWhereThatIsConfigured() throws Target.RefusedException {
        assertThat(Target.lookUp("http://127.0.0.1:9/", true).tls()).isFalse();
    }
}
