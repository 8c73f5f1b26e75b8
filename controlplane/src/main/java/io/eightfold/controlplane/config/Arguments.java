// SPDX-License-Identifier: Apache-2.0
// The arguments of all configuration lines: name, kind and limits.
package io.eightfold.controlplane.config;

import io.eightfold.controlplane.config.SyntaxPart.Argument;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.whois8.signature.AsnRanges;
import io.eightfold.whois8.signature.VerifyKey;
import io.eightfold.whois8.validation.Verdict;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Prefix;
import io.eightfold.wire.tunnel.Encapsulation;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The arguments of all configuration lines: name, kind and limits. The limits are those of the records. */
final class Arguments {
    private static final Pattern HOSTNAME_FORM = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,61}[A-Za-z0-9])?");

    static final Argument<String> HOSTNAME = new Argument<>("NAME", ValueKinds.matching(
            "1 to 63 letters, digits, dots or hyphens", word -> HOSTNAME_FORM.matcher(word).matches(), "not a host name"));
    static final Argument<Long> ASN = new Argument<>("ASN", ValueKinds.longNumber(1, RouterConfig.MAX_ASN));

    static final Argument<Ipv8Prefix> IPV8_PREFIX = new Argument<>("PREFIX", RouteWords.IPV8_PREFIX);
    static final Argument<Ipv8Prefix> IPV4_PREFIX = new Argument<>("PREFIX", RouteWords.IPV4_PREFIX);
    static final Argument<NextHopConfig> IPV8_NEXT_HOP = new Argument<>("NEXTHOP", RouteWords.IPV8_NEXT_HOP);
    static final Argument<NextHopConfig> IPV4_NEXT_HOP = new Argument<>("NEXTHOP", RouteWords.IPV4_NEXT_HOP);
    static final Argument<String> INTERFACE = new Argument<>("INTERFACE", interfaceName("an interface of this file"));

    static final Argument<Integer> ZONE = new Argument<>("ZONE", ZonePermit.KIND);
    static final Argument<Integer> OTHER_ZONE = new Argument<>("OTHER-ZONE", ZonePermit.KIND);
    static final Argument<Integer> TUNNEL_ADDRESS = new Argument<>("ADDRESS", RouteWords.TUNNEL_END);
    static final Argument<Encapsulation> ENCAPSULATION = new Argument<>("HOW", TunnelEndConfig.ENCAPSULATION);
    static final Argument<Boolean> SOURCE_CHECK = new Argument<>("CHECK", TunnelEndConfig.SOURCE_CHECK);
    static final Argument<Path> KEY_STORE = new Argument<>("KEYSTORE", Whois8Words.file("/etc/eightfold/8to4-key.p12"));
    static final Argument<Path> PASSWORD_FILE = new Argument<>("PASSWORD-FILE", Whois8Words.file("/etc/eightfold/8to4-password"));
    static final Argument<Path> TRUST_STORE = new Argument<>("TRUSTSTORE", Whois8Words.file("/etc/eightfold/8to4-trust.p12"));
    static final Argument<AsnSpan> BORDER_SOURCE = new Argument<>("ASN", AsnSpan.KIND);

    static final Argument<Integer> DISTANCE = new Argument<>("DISTANCE", ValueKinds.number(1, StaticRouteConfig.MAX_DISTANCE));
    static final Argument<Vrf> ROUTE_VRF = new Argument<>("VRF", RouteWords.VRF);

    static final Argument<String> HUGEPAGES = new Argument<>("MODE", ValueKinds.choice(DpdkConfig.HUGEPAGES_WORDS));
    static final Argument<Integer> MEMORY_MIB = new Argument<>("SIZE",
            ValueKinds.sizeMib(DpdkConfig.MIN_MEMORY_MIB, DpdkConfig.MAX_MEMORY_MIB));
    static final Argument<Integer> MBUFS = new Argument<>("COUNT", ValueKinds.number(DpdkConfig.MIN_MBUFS, DpdkConfig.MAX_MBUFS));
    static final Argument<String> EAL_ARGUMENT = new Argument<>("TEXT", ValueKinds.matching("words for EAL",
            word -> word.chars().noneMatch(Character::isISOControl), "has a control character"));

    static final Argument<Integer> WORKERS = new Argument<>("COUNT", ValueKinds.number(1, DataplaneSettings.MAX_WORKERS));
    static final Argument<CoreList> WORKER_CORES = new Argument<>("CORES", CoreList.KIND);
    static final Argument<String> WORKER_SPREAD = new Argument<>("HOW", ValueKinds.choice(WorkerSpreadKind.words()));
    static final Argument<String> IDLE = new Argument<>("STRATEGY", ValueKinds.choice(
            List.of(IdleStrategyKind.BUSY.word(), IdleStrategyKind.BACKOFF.word())));
    static final Argument<Integer> BURST = new Argument<>("PACKETS",
            ValueKinds.number(DataplaneSettings.MIN_BURST, DataplaneSettings.MAX_BURST));
    static final Argument<Integer> FIB_MEMORY_MIB = new Argument<>("SIZE",
            ValueKinds.sizeMib(DataplaneSettings.MIN_FIB_MEMORY_MIB, DataplaneSettings.MAX_FIB_MEMORY_MIB));
    static final Argument<Integer> ICMP_RATE = new Argument<>("PER-SECOND",
            ValueKinds.number(1, DataplaneSettings.MAX_ICMP_RATE_PER_SECOND));
    static final Argument<Integer> ICMP_BURST = new Argument<>("COUNT", ValueKinds.number(1, DataplaneSettings.MAX_ICMP_BURST));
    static final Argument<Long> NEIGHBOR_LIFETIME_MS = new Argument<>("TIME",
            ValueKinds.timeMs(DataplaneSettings.MIN_NEIGHBOR_LIFETIME_MS, DataplaneSettings.MAX_NEIGHBOR_LIFETIME_MS));
    static final Argument<Integer> NEIGHBOR_QUEUE = new Argument<>("PACKETS",
            ValueKinds.number(0, DataplaneSettings.MAX_NEIGHBOR_QUEUE_PACKETS));
    static final Argument<Integer> NEIGHBOR_LIMIT = new Argument<>("COUNT",
            ValueKinds.number(DataplaneSettings.MIN_NEIGHBOR_LIMIT, DataplaneSettings.MAX_NEIGHBOR_LIMIT));
    static final Argument<Long> ARP_FALLBACK_MS = new Argument<>("TIME", ValueKinds.timeMs(1, DataplaneSettings.MAX_ARP_FALLBACK_MS));

    static final Argument<String> JOURNAL = new Argument<>("SWITCH", ValueKinds.choice(List.of(Statement.ON, Statement.OFF)));
    static final Argument<Long> STALE_TIME_MS = new Argument<>("TIME",
            ValueKinds.timeMs(ControlPlaneSettings.MIN_STALE_TIME_MS, ControlPlaneSettings.MAX_STALE_TIME_MS));
    static final Argument<String> FIB_CHANNEL = new Argument<>("CHANNEL",
            ValueKinds.choice(List.of(FibChannelConfig.IPC_WORD, FibChannelConfig.UDP_WORD)));
    static final Argument<Endpoint> FIB_DATAPLANE = new Argument<>("DATAPLANE-IP:PORT", Endpoint.kind());
    static final Argument<Endpoint> FIB_CONTROL = new Argument<>("CONTROL-IP:PORT", Endpoint.kind());
    static final Argument<Endpoint> METRICS_LISTEN = new Argument<>("ADDRESS:PORT", Endpoint.kind());
    static final Argument<Secret> METRICS_TOKEN = new Argument<>("SECRET", Secret.KIND);
    static final Argument<String> LOG_FORMAT = new Argument<>("FORMAT", ValueKinds.choice(LogFormatKind.words()));
    static final Argument<String> LOG_LEVEL = new Argument<>("LEVEL", ValueKinds.choice(LogLevelKind.words()));
    static final Argument<Endpoint> LOG_SYSLOG = new Argument<>("ADDRESS[:PORT]", Endpoint.kind(ControlPlaneSettings.SYSLOG_PORT));

    static final Argument<URI> WHOIS8_SERVER = new Argument<>("URL", Whois8Words.SERVER);
    static final Argument<Path> ANCHOR_FILE = new Argument<>("FILE", Whois8Words.file("/etc/eightfold/trust-anchors"));
    static final Argument<Path> SLURM_FILE = new Argument<>("FILE", Whois8Words.file("/etc/eightfold/slurm.json"));
    static final Argument<String> ANCHOR_RIR = new Argument<>("rir=NAME", Whois8Words.RIR);
    static final Argument<VerifyKey> ANCHOR_KEY = new Argument<>("key=BASE64", Whois8Words.KEY);
    static final Argument<AsnRanges> ANCHOR_ASNS = new Argument<>("asns=RANGES", Whois8Words.ASNS);
    static final Argument<String> POLICY_VERDICT = new Argument<>("VERDICT", ValueKinds.choice(Arrays.stream(Verdict.decided()).map(Verdict::word).toList()));
    static final Argument<String> POLICY_ACTION = new Argument<>("ACTION", ValueKinds.choice(List.of(Statement.INSTALL, Statement.REJECT)));
    static final Argument<String> EXPIRED_DATA = new Argument<>("HOW", ValueKinds.choice(List.of(Verdict.UNVERIFIED.word(), Statement.USE)));
    static final Argument<String> VALIDATED_SOURCE = new Argument<>("SOURCE", ValueKinds.choice(List.of(Whois8Config.API, Whois8Config.STATIC)));
    static final Argument<Long> WHOIS8_REFRESH_MS = new Argument<>("TIME", ValueKinds.timeMs(Whois8Config.MIN_REFRESH_MS, Whois8Config.MAX_REFRESH_MS));
    static final Argument<Long> WHOIS8_RETRY_MS = new Argument<>("TIME", ValueKinds.timeMs(Whois8Config.MIN_RETRY_MS, Whois8Config.MAX_RETRY_MS));
    static final Argument<Long> WHOIS8_STARTUP_WAIT_MS = new Argument<>("TIME", ValueKinds.timeMs(0, Whois8Config.MAX_STARTUP_WAIT_MS));
    static final Argument<String> WHOIS8_COMPARE = new Argument<>("SWITCH", ValueKinds.choice(List.of(Statement.ON, Statement.OFF)));
    static final Argument<String> EGRESS_CHECK = new Argument<>("BY", ValueKinds.choice(List.of(Whois8Words.WHOIS8)));

    static final Argument<String> INTERFACE_NAME = new Argument<>("NAME", interfaceName("an interface name"));
    static final Argument<String> DEVICE = new Argument<>("DEVICE", ValueKinds.matching(
            "one of " + String.join(", ", DeviceConfig.VIRTUAL_DRIVERS) + ", or a PCI address such as 0000:03:00.0",
            word -> DeviceConfig.VIRTUAL_DRIVERS.contains(word) || DeviceConfig.PCI_ADDRESS.matcher(word).matches(),
            "unknown device"));
    static final Argument<DeviceArgument> DEVICE_ARGUMENT = new Argument<>("KEY=VALUE", DeviceArgument.KIND);
    static final Argument<InterfaceAddress> IPV8_ADDRESS = new Argument<>("ADDRESS/LENGTH", RouteWords.IPV8_ADDRESS);
    static final Argument<InterfaceAddress> IPV4_ADDRESS = new Argument<>("ADDRESS/LENGTH", RouteWords.IPV4_ADDRESS);
    static final Argument<Vrf> INTERFACE_VRF = new Argument<>("NAME", RouteWords.VRF);
    static final Argument<Integer> MTU = new Argument<>("BYTES", ValueKinds.number(InterfaceConfig.MIN_MTU, InterfaceConfig.MAX_MTU));
    static final Argument<Integer> ETHER_TYPE = new Argument<>("TYPE", new ValueKind<>(Integer.class,
            "a hexadecimal EtherType from 0x0600 to 0xffff such as 0x8080", Arguments::etherType));
    static final Argument<String> TAP = new Argument<>("NAME", interfaceName("a name for the TAP"));
    static final Argument<Integer> RX_DESCRIPTORS = descriptors("RX");
    static final Argument<Integer> TX_DESCRIPTORS = descriptors("TX");

    private static final Pattern HEX16 = Pattern.compile("0[xX][0-9a-fA-F]{1,4}");

    private Arguments() {
    }

    private static ValueKind<String> interfaceName(String what) {
        return ValueKinds.matching(what, InterfaceConfig::isName, "not usable as interface name; " + InterfaceConfig.NAME_RULE
                + ", and none of " + String.join(", ", InterfaceConfig.RESERVED_NAMES));
    }

    private static Argument<Integer> descriptors(String name) {
        return new Argument<>(name, ValueKinds.number(InterfaceConfig.MIN_DESCRIPTORS, InterfaceConfig.MAX_DESCRIPTORS));
    }

    private static Integer etherType(String word) {
        if (!HEX16.matcher(word).matches()) {
            throw new IllegalArgumentException("not a 16-bit hexadecimal number");
        }
        int etherType = Integer.parseInt(word.substring(2), 16);
        if (etherType < InterfaceConfig.MIN_ETHER_TYPE) {
            throw new IllegalArgumentException("values below 0x0600 are lengths (IEEE 802.3), not types");
        }
        String owner = InterfaceConfig.RESERVED_ETHER_TYPES.get(etherType);
        if (owner != null) {
            throw new IllegalArgumentException("this EtherType belongs to " + owner);
        }
        return etherType;
    }
}
