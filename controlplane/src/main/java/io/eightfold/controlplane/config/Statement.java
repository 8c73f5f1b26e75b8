// SPDX-License-Identifier: Apache-2.0
// The declaration of every configuration line: block, words, default and help.
package io.eightfold.controlplane.config;

import static io.eightfold.controlplane.config.SyntaxPart.any;
import static io.eightfold.controlplane.config.SyntaxPart.keyword;
import static io.eightfold.controlplane.config.SyntaxPart.optionalNumber;
import static io.eightfold.controlplane.config.SyntaxPart.optionalWord;
import static io.eightfold.controlplane.config.SyntaxPart.optionally;
import static io.eightfold.controlplane.config.SyntaxPart.some;

import io.eightfold.controlplane.config.SyntaxPart.Keyword;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.whois8.validation.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The declaration of every configuration line. It feeds the parser, the "expected" part of its messages and the table in
 * the manual; defaults are read from the records that hold them, so that there is one place for each.
 */
enum Statement {
    HOSTNAME(Block.TOP, Occurrence.ONCE, RouterConfig.DEFAULT_HOSTNAME,
            "Name of the router in output and logs.",
            keyword("hostname"), Arguments.HOSTNAME),
    IPV8_ROUTING(Block.TOP, Occurrence.ONCE, Statement.OFF,
            "Forward IPv8 packets. IPv4 (ASN 0) is always forwarded.",
            keyword("ipv8"), keyword("routing")),
    IPV8_ROUTE(Block.TOP, Occurrence.MANY, Statement.NONE,
            "Static route. Several lines with one prefix and distance share the load by flow, up to " + StaticRouteConfig.MAX_NEXT_HOPS
                    + " next hops. Of several distances the lowest that works is used (floating static route); without a number it is "
                    + StaticRouteConfig.DEFAULT_DISTANCE + ". A gateway is on a connected prefix, or another route leads to it. `default` is"
                    + " 0.0.0.0.0.0.0.0/0, every ASN but 0. `8to4:198.51.100.1` or `8to4:198.51.100.1/udp` is a tunnel to that end.",
            keyword("ipv8"), keyword("route"), Arguments.IPV8_PREFIX, Arguments.IPV8_NEXT_HOP, optionally(Arguments.INTERFACE),
            optionalNumber(Arguments.DISTANCE), optionally(keyword("vrf"), Arguments.ROUTE_VRF)),
    IP_ROUTE(Block.TOP, Occurrence.MANY, Statement.NONE,
            "Static route for IPv4, which is ASN 0. `default` is 0.0.0.0/0.",
            keyword("ip"), keyword("route"), Arguments.IPV4_PREFIX, Arguments.IPV4_NEXT_HOP, optionally(Arguments.INTERFACE),
            optionalNumber(Arguments.DISTANCE), optionally(keyword("vrf"), Arguments.ROUTE_VRF)),
    ZONE_PERMIT(Block.TOP, Occurrence.MANY, Statement.NONE,
            "Let two internal zones (ASNs in 127/8) reach each other, both ways. Without a line a packet from one zone to another is dropped as `zone-isolation`.",
            keyword("ipv8"), keyword("zone"), keyword("permit"), Arguments.ZONE, Arguments.OTHER_ZONE),
    TUNNEL_END(Block.TOP, Occurrence.ONCE, Statement.NONE,
            "Our end of 8to4 tunnels: an IPv4 address, which need not be that of an interface, and how packets may come, the preferred way first. BGP8 tells it with our own routes."
                    + " Without encapsulations they are `protocol udp`.",
            keyword("8to4"), keyword("endpoint"), Arguments.TUNNEL_ADDRESS, optionally(keyword("encapsulation"), some(Arguments.ENCAPSULATION))),
    TUNNEL_HTTPS(Block.TOP, Occurrence.ONCE, Statement.NONE,
            "Files for the encapsulation `https`, PKCS 12: our key and certificate, a file with the password of both stores, certificates of the other ends.",
            keyword("8to4"), keyword("https"), Arguments.KEY_STORE, Arguments.PASSWORD_FILE, Arguments.TRUST_STORE),
    TUNNEL_SOURCE_CHECK(Block.TOP, Occurrence.ONCE, "strict",
            "What comes out of a tunnel must have a source that is reached by a tunnel to the very end that sent it (`strict`, as uRPF), or by any way out of the AS (`loose`), which"
                    + " is for ASes with several tunnel ends whose ways back differ. Our own ASNs, those of interfaces without a border and of `router bgp8`, count strictly either way. `loose` leaves it to what our end takes: with `https` only who has a key may send.",
            keyword("8to4"), keyword("source-check"), Arguments.SOURCE_CHECK),
    INTERFACE(Block.TOP, Occurrence.MANY, Statement.NONE,
            "Opens the block of an interface. The order in the file is the order of the ports.",
            keyword("interface"), Arguments.INTERFACE_NAME),
    ROUTER_BGP8(Block.TOP, Occurrence.ONCE, Statement.NONE,
            "Sets the router's own ASN, and opens the block of BGP8. Without neighbours nothing listens.",
            keyword("router"), keyword("bgp8"), Arguments.ASN),
    PREFIX_LIST(Block.TOP, Occurrence.MANY, Statement.NONE,
            "An entry of a prefix-list. Entries are tried by number, the first that matches decides, and what none matches is denied. Without a number it is the next multiple of "
                    + PolicyConfig.SEQUENCE_STEP + ". `ge` and `le` count host bits: without them the prefix itself matches.",
            keyword("ipv8"), keyword("prefix-list"), PolicyArguments.LIST, optionally(keyword("seq"), PolicyArguments.SEQUENCE), PolicyArguments.ACTION,
            PolicyArguments.PREFIX, optionally(keyword("ge"), PolicyArguments.GE), optionally(keyword("le"), PolicyArguments.LE)),
    AS_PATH_LIST(Block.TOP, Occurrence.MANY, Statement.NONE,
            "An entry of a list of AS paths, as a regular expression in which `_` is a border of a number: `^64500_` begins with 64500, `_64500$` ends with it, `^$` is empty.",
            keyword("bgp"), keyword("as-path"), keyword("access-list"), PolicyArguments.LIST, optionally(keyword("seq"), PolicyArguments.SEQUENCE),
            PolicyArguments.ACTION, some(PolicyArguments.REGEX)),
    COMMUNITY_LIST(Block.TOP, Occurrence.MANY, Statement.NONE,
            "An entry of a list of communities; a route matches that has all of them.",
            keyword("bgp"), keyword("community-list"), keyword("standard"), PolicyArguments.LIST, optionally(keyword("seq"), PolicyArguments.SEQUENCE),
            PolicyArguments.ACTION, some(PolicyArguments.COMMUNITY)),
    LARGE_COMMUNITY_LIST(Block.TOP, Occurrence.MANY, Statement.NONE,
            "The same of large communities (RFC 8092).",
            keyword("bgp"), keyword("large-community-list"), keyword("standard"), PolicyArguments.LIST, optionally(keyword("seq"), PolicyArguments.SEQUENCE),
            PolicyArguments.ACTION, some(PolicyArguments.LARGE_COMMUNITY)),
    ROUTE_MAP(Block.TOP, Occurrence.MANY, Statement.NONE,
            "Opens the block of an entry of a route-map. Entries are tried by number; the first whose `match` lines all hold decides, and a route that none matches is denied.",
            keyword("route-map"), PolicyArguments.LIST, PolicyArguments.ACTION, PolicyArguments.MAP_SEQUENCE),
    DPDK(Block.TOP, Occurrence.ONCE, Statement.NONE,
            "Opens the block of what is asked of DPDK.",
            keyword("dpdk")),
    DATAPLANE(Block.TOP, Occurrence.ONCE, Statement.NONE,
            "Opens the block of workers and neighbours.",
            keyword("dataplane")),
    CONTROL_PLANE(Block.TOP, Occurrence.ONCE, Statement.NONE,
            "Opens the block of journal, FIB channel, metrics and log.",
            keyword("control-plane")),
    WHOIS8(Block.TOP, Occurrence.ONCE, Statement.NONE,
            "Opens the block of the validation of routes with WHOIS8. Without it no route is validated.",
            keyword("whois8")),

    HUGEPAGES(Block.DPDK, Occurrence.ONCE, DpdkConfig.DEFAULT.hugepages(),
            "`auto` takes hugepages when there are enough, `never` runs without, `require` refuses to start without.",
            keyword("hugepages"), Arguments.HUGEPAGES),
    MEMORY(Block.DPDK, Occurrence.ONCE, DpdkConfig.DEFAULT.memoryMib() + "m",
            "Memory for DPDK, in whole MiB.",
            keyword("memory"), Arguments.MEMORY_MIB),
    MBUFS(Block.DPDK, Occurrence.ONCE, String.valueOf(DpdkConfig.DEFAULT.mbufs()),
            "Packet buffers in the pool.",
            keyword("mbufs"), Arguments.MBUFS),
    EAL_ARGUMENT(Block.DPDK, Occurrence.MANY, Statement.NONE,
            "Further arguments of DPDK's environment layer, handed on as they are.",
            keyword("eal-argument"), some(Arguments.EAL_ARGUMENT)),

    WORKERS(Block.DATAPLANE, Occurrence.ONCE, String.valueOf(DataplaneSettings.DEFAULT.workers()),
            "Forwarding threads.",
            keyword("workers"), Arguments.WORKERS),
    WORKER_CORES(Block.DATAPLANE, Occurrence.ONCE, Statement.NONE,
            "CPU of each worker, one per worker in order. Without the line the kernel places the workers.",
            keyword("worker-cores"), Arguments.WORKER_CORES),
    WORKER_SPREAD(Block.DATAPLANE, Occurrence.ONCE, DataplaneSettings.DEFAULT.workerSpread().word(),
            "How the flows of an interface are divided among several workers: `rss` gives each worker a queue and leaves the choice to the device; "
                    + "`software` hashes each packet and hands it to its worker; `none` lets the worker that receives forward; `auto` takes `rss` on a "
                    + "NIC that hashes all that is spoken there (IPv4 alone), else `software`. `show interfaces NAME` says which is in use.",
            keyword("worker-spread"), Arguments.WORKER_SPREAD),
    IDLE(Block.DATAPLANE, Occurrence.ONCE, DataplaneSettings.DEFAULT.idle().word(),
            "`busy` polls without pause, `backoff` rests when there is nothing to do (labs, shared machines).",
            keyword("idle"), Arguments.IDLE),
    BURST(Block.DATAPLANE, Occurrence.ONCE, String.valueOf(DataplaneSettings.DEFAULT.burst()),
            "Packets taken from a port at once.",
            keyword("burst"), Arguments.BURST),
    FIB_MEMORY(Block.DATAPLANE, Occurrence.ONCE, DataplaneSettings.DEFAULT.fibMemoryMib() + "m",
            "Most memory for the forwarding table; only what is needed is taken. Routes that do not fit are left out, counted and tried again; `show fib-session` says so. A million routes take some 10m.",
            keyword("fib-memory"), Arguments.FIB_MEMORY_MIB),
    ICMP_RATE_LIMIT(Block.DATAPLANE, Occurrence.ONCE,
            DataplaneSettings.DEFAULT.icmpRatePerSecond() + " burst " + DataplaneSettings.DEFAULT.icmpBurst(),
            "ICMP and ICMPv8 errors per second, and how many may leave at once (RFC 1812 §4.3.2.8).",
            keyword("icmp-rate-limit"), Arguments.ICMP_RATE, optionally(keyword("burst"), Arguments.ICMP_BURST)),
    NEIGHBOR_LIFETIME(Block.DATAPLANE, Occurrence.ONCE, ValueKinds.writeTimeMs(DataplaneSettings.DEFAULT.neighborLifetimeMs()),
            "How long a neighbour's answer is believed before it is probed again.",
            keyword("neighbor"), keyword("lifetime"), Arguments.NEIGHBOR_LIFETIME_MS),
    NEIGHBOR_QUEUE(Block.DATAPLANE, Occurrence.ONCE, String.valueOf(DataplaneSettings.DEFAULT.neighborQueuePackets()),
            "Packets kept per neighbour while it is being probed.",
            keyword("neighbor"), keyword("queue"), Arguments.NEIGHBOR_QUEUE),
    NEIGHBOR_LIMIT(Block.DATAPLANE, Occurrence.ONCE, String.valueOf(DataplaneSettings.DEFAULT.neighborLimit()),
            "Neighbours kept at most.",
            keyword("neighbor"), keyword("limit"), Arguments.NEIGHBOR_LIMIT),
    NEIGHBOR_ARP_FALLBACK(Block.DATAPLANE, Occurrence.ONCE, ValueKinds.writeTimeMs(DataplaneSettings.DEFAULT.arpFallbackMs()),
            "Wait for an ARP8 answer before plain ARP is tried.",
            keyword("neighbor"), keyword("arp-fallback"), Arguments.ARP_FALLBACK_MS),
    PUNT_UNKNOWN_EVERYWHERE(Block.DATAPLANE, Occurrence.ONCE, Statement.OFF,
            "Frames of unknown EtherType go to the TAP of every interface that has one.",
            keyword("punt"), keyword("unknown")),

    JOURNAL(Block.CONTROL_PLANE, Occurrence.ONCE, ControlPlaneSettings.DEFAULT.journal() ? Statement.ON : Statement.OFF,
            "Keep the published routes on disk, so that a restarted control plane knows them at once.",
            keyword("journal"), Arguments.JOURNAL),
    STALE_TIME(Block.CONTROL_PLANE, Occurrence.ONCE, ValueKinds.writeTimeMs(ControlPlaneSettings.DEFAULT.staleTimeMs()),
            "How long routes restored from the journal stay without being confirmed.",
            keyword("stale-time"), Arguments.STALE_TIME_MS),
    FIB_CHANNEL(Block.CONTROL_PLANE, Occurrence.ONCE, ControlPlaneSettings.DEFAULT.fibChannel().words(),
            "How the dataplane is reached: `ipc` through shared memory of one host, `udp` between hosts, with the address of each end, on a network of its own: nothing is authenticated.",
            keyword("fib-channel"), Arguments.FIB_CHANNEL, optionally(Arguments.FIB_DATAPLANE, Arguments.FIB_CONTROL)),
    METRICS_LISTEN(Block.CONTROL_PLANE, Occurrence.ONCE, Statement.OFF,
            "Serve metrics for Prometheus there, over HTTP.",
            keyword("metrics"), keyword("listen"), Arguments.METRICS_LISTEN),
    METRICS_TOKEN(Block.CONTROL_PLANE, Occurrence.ONCE, Statement.NONE,
            "Serve metrics only to who presents this bearer token (RFC 6750). `show running-config` prints `" + Secret.HIDDEN + "` for it.",
            keyword("metrics"), keyword("token"), Arguments.METRICS_TOKEN),
    LOG_FORMAT(Block.CONTROL_PLANE, Occurrence.ONCE, ControlPlaneSettings.DEFAULT.logFormat().word(),
            "`text` for people, `rfc5424` for collectors.",
            keyword("log"), keyword("format"), Arguments.LOG_FORMAT),
    LOG_LEVEL(Block.CONTROL_PLANE, Occurrence.ONCE, ControlPlaneSettings.DEFAULT.logLevel().word(),
            "The least level that is written.",
            keyword("log"), keyword("level"), Arguments.LOG_LEVEL),
    LOG_SYSLOG(Block.CONTROL_PLANE, Occurrence.ONCE, Statement.OFF,
            "Send the log there too, over UDP (RFC 5426).",
            keyword("log"), keyword("syslog"), Arguments.LOG_SYSLOG),

    WHOIS8_SERVER(Block.WHOIS8, Occurrence.MANY, Statement.NONE,
            "A server with registry data (`ipv8 whois8 serve`), the preferred one first. Data is signed, so that `http` is enough; `https` hides who asks.",
            keyword("server"), Arguments.WHOIS8_SERVER),
    TRUST_ANCHOR_FILE(Block.WHOIS8, Occurrence.MANY, Statement.NONE,
            "A file with trust anchors, one a line as below without the keyword.",
            keyword("trust-anchor"), keyword("file"), Arguments.ANCHOR_FILE),
    TRUST_ANCHOR(Block.WHOIS8, Occurrence.MANY, Statement.NONE,
            "Whose data is believed, and about which ASNs. Two keys of one registry may be given while one replaces the other.",
            keyword("trust-anchor"), Arguments.ANCHOR_RIR, Arguments.ANCHOR_KEY, optionalWord("asns=", Arguments.ANCHOR_ASNS)),
    WHOIS8_POLICY(Block.WHOIS8, Occurrence.MANY, Statement.policyDefaults(),
            "What happens to routes of that verdict: `install` uses them like any other, `reject` keeps them out of the forwarding table until their verdict changes.",
            keyword("policy"), Arguments.POLICY_VERDICT, Arguments.POLICY_ACTION),
    WHOIS8_EXPIRED_DATA(Block.WHOIS8, Occurrence.ONCE, Whois8Config.DEFAULT.useExpired() ? Statement.USE : Verdict.UNVERIFIED.word(),
            "What data counts for after its stated expiry, when no server has newer: nothing (`unverified`), or as much as before (`use`).",
            keyword("expired-data"), Arguments.EXPIRED_DATA),
    WHOIS8_VALIDATE(Block.WHOIS8, Occurrence.ONCE, Statement.NONE,
            "Sources whose routes are validated besides those learnt by BGP8. Connected routes, IPv4, the own ASN, the default route and the internal 127/8 and 100/8 never are.",
            keyword("validate"), some(Arguments.VALIDATED_SOURCE)),
    WHOIS8_SLURM(Block.WHOIS8, Occurrence.MANY, Statement.NONE,
            "A file with local exceptions (SLURM, RFC 8416), read at the start, at a reload and by `ipv8 whois8 reload-overrides`.",
            keyword("slurm"), Arguments.SLURM_FILE),
    WHOIS8_REFRESH(Block.WHOIS8, Occurrence.ONCE, ValueKinds.writeTimeMs(Whois8Config.DEFAULT.refreshMs()),
            "How often a server is asked that does not push changes.",
            keyword("refresh"), Arguments.WHOIS8_REFRESH_MS),
    WHOIS8_RETRY(Block.WHOIS8, Occurrence.ONCE, ValueKinds.writeTimeMs(Whois8Config.DEFAULT.retryMs()),
            "How long a server that failed is left alone at first.",
            keyword("retry"), Arguments.WHOIS8_RETRY_MS),
    WHOIS8_STARTUP_WAIT(Block.WHOIS8, Occurrence.ONCE, ValueKinds.writeTimeMs(Whois8Config.DEFAULT.startupWaitMs()),
            "How long routes from before a restart are used without a verdict while there is neither kept nor fresh data.",
            keyword("startup-wait"), Arguments.WHOIS8_STARTUP_WAIT_MS),
    WHOIS8_COMPARE(Block.WHOIS8, Occurrence.ONCE, Whois8Config.DEFAULT.compare() ? Statement.ON : Statement.OFF,
            "Compare what two servers say of each registry, and raise an alarm when they differ.",
            keyword("compare"), Arguments.WHOIS8_COMPARE),

    BGP8_ROUTER_ID(Block.ROUTER_BGP8, Occurrence.ONCE, "the highest address of an interface",
            "How the router calls itself to its neighbours. Without the line it is the highest IPv4 address of an interface, else the highest host part of an IPv8 address.",
            keyword("router-id"), Bgp8Arguments.ROUTER_ID),
    BGP8_CLUSTER_ID(Block.ROUTER_BGP8, Occurrence.ONCE, "the router id",
            "Cluster of a route reflector (RFC 4456); the reflectors of one cluster share it.",
            keyword("cluster-id"), Bgp8Arguments.ROUTER_ID),
    BGP8_LISTEN_OFF(Block.ROUTER_BGP8, Occurrence.ONCE, Statement.OFF,
            "Accept no session: neighbours are connected to, and nobody connects.",
            keyword("listen"), keyword("off")),
    BGP8_LISTEN(Block.ROUTER_BGP8, Occurrence.MANY, "0.0.0.0",
            "Accept sessions at this address, at port " + Bgp8Config.DEFAULT_PORT + " unless said otherwise. Without neighbours nothing listens.",
            keyword("listen"), Bgp8Arguments.LISTEN_ADDRESS, optionally(keyword("port"), Bgp8Arguments.PORT)),
    BGP8_GRACEFUL_RESTART_OFF(Block.ROUTER_BGP8, Occurrence.ONCE, Statement.OFF,
            "Offer no graceful restart: neighbours take our routes away as soon as we are gone, and we theirs.",
            keyword("graceful-restart"), keyword("off")),
    BGP8_GRACEFUL_RESTART(Block.ROUTER_BGP8, Occurrence.ONCE, "restart-time " + Bgp8Config.GracefulRestart.DEFAULT.restartTimeS() + " stalepath-time "
            + Bgp8Config.GracefulRestart.DEFAULT.stalePathTimeS(),
            "Graceful restart (RFC 4724): within which time we come back, and how long routes of a neighbour that restarts stay at most.",
            keyword("graceful-restart"), optionally(keyword("restart-time"), Bgp8Arguments.RESTART_TIME_S),
            optionally(keyword("stalepath-time"), Bgp8Arguments.STALE_PATH_TIME_S)),
    BGP8_TIMERS(Block.ROUTER_BGP8, Occurrence.ONCE, Bgp8Config.Timers.DEFAULT.keepaliveS() + " " + Bgp8Config.Timers.DEFAULT.holdS(),
            "Hold time of all neighbours. Keepalives go out every third of the hold time agreed on; KEEPALIVE is there for the sake of FRR's form.",
            keyword("timers"), keyword("bgp"), Bgp8Arguments.KEEPALIVE_S, Bgp8Arguments.HOLD_S),
    BGP8_TIMERS_CONNECT(Block.ROUTER_BGP8, Occurrence.ONCE, String.valueOf(Bgp8Config.Timers.DEFAULT.connectS()),
            "Time between attempts to connect.",
            keyword("timers"), keyword("connect"), Bgp8Arguments.CONNECT_S),
    BGP8_TIMERS_SEND_HOLD(Block.ROUTER_BGP8, Occurrence.ONCE, String.valueOf(Bgp8Config.Timers.DEFAULT.sendHoldS()),
            "A session ends when its neighbour takes nothing for so long (RFC 9687); 0 is never.",
            keyword("timers"), keyword("send-hold"), Bgp8Arguments.SEND_HOLD_S),
    BGP8_NETWORK(Block.ROUTER_BGP8, Occurrence.MANY, Statement.NONE,
            "Tell neighbours of this prefix as one of our own, with the attributes that the route-map gives it.",
            keyword("network"), Bgp8Arguments.NETWORK, optionally(keyword("route-map"), Bgp8Arguments.ROUTE_MAP)),
    BGP8_REDISTRIBUTE(Block.ROUTER_BGP8, Occurrence.MANY, Statement.NONE,
            "Tell neighbours of the routes of that source, as far as the route-map permits.",
            keyword("redistribute"), Bgp8Arguments.SOURCE, optionally(keyword("route-map"), Bgp8Arguments.ROUTE_MAP)),
    BGP8_COORDINATES(Block.ROUTER_BGP8, Occurrence.ONCE, Statement.NONE,
            "Where the router is. With a neighbour's coordinates too, a round trip faster than light allows is noticed, and does not make a way look cheap.",
            keyword("coordinates"), Bgp8Arguments.LATITUDE, Bgp8Arguments.LONGITUDE),
    BGP8_REQUIRES_POLICY(Block.ROUTER_BGP8, Occurrence.ONCE, Statement.ON,
            "External neighbours without a policy are told nothing and believed nothing (RFC 8212); `off` lifts that.",
            keyword("bgp"), keyword("ebgp-requires-policy"), Bgp8Arguments.SWITCH),

    NEIGHBOR_REMOTE_AS(Block.ROUTER_BGP8, Occurrence.MANY, Statement.NONE,
            "Makes the neighbour. With our own ASN it is an internal one.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("remote-as"), Bgp8Arguments.REMOTE_AS),
    NEIGHBOR_DESCRIPTION(Block.ROUTER_BGP8, Occurrence.MANY, Statement.NONE,
            "What people call it, up to " + NeighborConfig.MAX_DESCRIPTION_LENGTH + " characters.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("description"), some(Bgp8Arguments.TEXT)),
    NEIGHBOR_SHUTDOWN_MESSAGE(Block.ROUTER_BGP8, Occurrence.MANY, Statement.OFF,
            "No session, and tell the neighbour why (RFC 9003).",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("shutdown"), keyword("message"), some(Bgp8Arguments.TEXT)),
    NEIGHBOR_SHUTDOWN(Block.ROUTER_BGP8, Occurrence.MANY, Statement.OFF,
            "No session with it.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("shutdown")),
    NEIGHBOR_PASSIVE(Block.ROUTER_BGP8, Occurrence.MANY, Statement.OFF,
            "Wait for it to connect.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("passive")),
    NEIGHBOR_PORT(Block.ROUTER_BGP8, Occurrence.MANY, String.valueOf(Bgp8Config.DEFAULT_PORT),
            "TCP port it listens at.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("port"), Bgp8Arguments.PORT),
    NEIGHBOR_PASSWORD(Block.ROUTER_BGP8, Occurrence.MANY, Statement.NONE,
            "Sign each segment with this password (TCP MD5, RFC 2385). `show running-config` prints `" + Secret.HIDDEN + "` for it.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("password"), Bgp8Arguments.PASSWORD),
    NEIGHBOR_UPDATE_SOURCE(Block.ROUTER_BGP8, Occurrence.MANY, Statement.NONE,
            "Our address in this session: the one to connect from, and the only one to accept it at.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("update-source"), Bgp8Arguments.SOURCE_ADDRESS),
    NEIGHBOR_EBGP_MULTIHOP(Block.ROUTER_BGP8, Occurrence.MANY, "1",
            "An external neighbour that is not on the link: TTL of packets to it, " + NeighborConfig.MAX_TTL + " without a number.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("ebgp-multihop"), optionalNumber(Bgp8Arguments.HOPS)),
    NEIGHBOR_TTL_SECURITY(Block.ROUTER_BGP8, Occurrence.MANY, Statement.OFF,
            "Take only packets of who is at most so many hops away (GTSM, RFC 5082); the neighbour needs the same.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("ttl-security"), keyword("hops"), Bgp8Arguments.SECURITY_HOPS),
    NEIGHBOR_CARRIER(Block.ROUTER_BGP8, Occurrence.MANY, "native",
            "In which address families routes go, the preferred one first: `native` to another Eightfold, `vpnv4` and `ipv4` to stock routers too.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("carrier"), some(Bgp8Arguments.CARRIER)),
    NEIGHBOR_TIMERS_CONNECT(Block.ROUTER_BGP8, Occurrence.MANY, "that of the block",
            "Time between attempts to connect.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("timers"), keyword("connect"), Bgp8Arguments.CONNECT_S),
    NEIGHBOR_TIMERS_SEND_HOLD(Block.ROUTER_BGP8, Occurrence.MANY, "that of the block",
            "The session ends when the neighbour takes nothing for so long (RFC 9687); 0 is never.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("timers"), keyword("send-hold"), Bgp8Arguments.SEND_HOLD_S),
    NEIGHBOR_TIMERS(Block.ROUTER_BGP8, Occurrence.MANY, "those of the block",
            "Hold time with this neighbour, as in `timers bgp`.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("timers"), Bgp8Arguments.KEEPALIVE_S, Bgp8Arguments.HOLD_S),
    NEIGHBOR_ROUTE_MAP(Block.ROUTER_BGP8, Occurrence.MANY, Statement.NONE,
            "Policy for what it says (`in`) or is told (`out`).",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("route-map"), Bgp8Arguments.POLICY_NAME, Bgp8Arguments.DIRECTION),
    NEIGHBOR_PREFIX_LIST(Block.ROUTER_BGP8, Occurrence.MANY, Statement.NONE,
            "Prefixes taken of it (`in`) or told to it (`out`), before the route-map of that direction.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("prefix-list"), Bgp8Arguments.POLICY_NAME, Bgp8Arguments.DIRECTION),
    NEIGHBOR_MAXIMUM_PREFIX(Block.ROUTER_BGP8, Occurrence.MANY, Statement.NONE,
            "Routes it may have, in all carriers together. At PERCENT of them (" + NeighborConfig.MaximumPrefix.DEFAULT_WARN_PERCENT + " without a number) a warning is logged;"
                    + " above the number the session ends, until TIME has passed or it is cleared.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("maximum-prefix"), Bgp8Arguments.MAXIMUM_PREFIX, optionalNumber(Bgp8Arguments.WARN_PERCENT),
            optionally(keyword("restart"), Bgp8Arguments.MAXIMUM_RESTART_S), optionalWord(Bgp8Arguments.WARNING_ONLY_WORD, Bgp8Arguments.WARNING_ONLY)),
    NEIGHBOR_CLIENT(Block.ROUTER_BGP8, Occurrence.MANY, Statement.OFF,
            "Reflect the routes of this internal neighbour to the others (RFC 4456).",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("route-reflector-client")),
    NEIGHBOR_NEXT_HOP_SELF(Block.ROUTER_BGP8, Occurrence.MANY, Statement.OFF,
            "Be the next hop of external routes that this internal neighbour is told of.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("next-hop-self")),
    NEIGHBOR_ALLOW_OWN_AS(Block.ROUTER_BGP8, Occurrence.MANY, Statement.OFF,
            "Take paths with our own ASN on them, up to so many times; " + NeighborConfig.Routes.DEFAULT_ALLOW_OWN_ASN + " without a number.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("allowas-in"), optionalNumber(Bgp8Arguments.OCCURRENCES)),
    NEIGHBOR_ENFORCE_FIRST_AS(Block.ROUTER_BGP8, Occurrence.MANY, Statement.ON,
            "The first ASN of an external neighbour's paths must be its own; a route server is the exception.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("enforce-first-as"), Bgp8Arguments.SWITCH),
    NEIGHBOR_LOCAL_ROLE(Block.ROUTER_BGP8, Occurrence.MANY, Statement.NONE,
            "What we are to it (RFC 9234), against route leaks; with `strict-mode` it must say its role too.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("local-role"), Bgp8Arguments.ROLE,
            optionalWord(Bgp8Arguments.STRICT_MODE_WORD, Bgp8Arguments.STRICT_MODE)),
    NEIGHBOR_ADDPATH_RECEIVE(Block.ROUTER_BGP8, Occurrence.MANY, Statement.OFF,
            "Take several paths a prefix of it (RFC 7911), in these of its carriers; in all without a word.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("addpath-receive"), any(Bgp8Arguments.CARRIER)),
    NEIGHBOR_EXTENDED_MESSAGE(Block.ROUTER_BGP8, Occurrence.MANY, Statement.ON,
            "Offer messages of up to 65,535 bytes (RFC 8654).",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("extended-message"), Bgp8Arguments.SWITCH),
    NEIGHBOR_GRACEFUL_RESTART(Block.ROUTER_BGP8, Occurrence.MANY, Statement.ON,
            "Offer it graceful restart, as the block's line says.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("graceful-restart"), Bgp8Arguments.SWITCH),
    NEIGHBOR_LONG_LIVED(Block.ROUTER_BGP8, Occurrence.MANY, Statement.OFF,
            "Keep its routes for so long when it stays away after a graceful restart, as the last choice (RFC 9494).",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("long-lived-graceful-restart"), keyword("stale-time"), Bgp8Arguments.LONG_LIVED_STALE_S),
    NEIGHBOR_COST(Block.ROUTER_BGP8, Occurrence.MANY, "0",
            "What its routes cost besides what the session measures, or, with `fixed`, instead of that.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("cost"), Bgp8Arguments.COST, optionalWord(Bgp8Arguments.FIXED_WORD, Bgp8Arguments.FIXED)),
    NEIGHBOR_CAPACITY(Block.ROUTER_BGP8, Occurrence.MANY, Statement.NONE,
            "Capacity of the link, for the measured cost.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("capacity"), Bgp8Arguments.CAPACITY_BPS),
    NEIGHBOR_COORDINATES(Block.ROUTER_BGP8, Occurrence.MANY, Statement.NONE,
            "Where the neighbour is, for the measured cost.",
            keyword("neighbor"), Bgp8Arguments.NEIGHBOR, keyword("coordinates"), Bgp8Arguments.LATITUDE, Bgp8Arguments.LONGITUDE),

    MATCH_PREFIX_LIST(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "The prefix-list permits the prefix.",
            keyword("match"), keyword("ipv8"), keyword("prefix-list"), PolicyArguments.LIST),
    MATCH_AS_PATH(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "The list permits the AS path.",
            keyword("match"), keyword("as-path"), PolicyArguments.LIST),
    MATCH_COMMUNITY(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "The list permits the communities; with `exact-match` a route that has others too does not match.",
            keyword("match"), keyword("community"), PolicyArguments.LIST, optionalWord(PolicyArguments.EXACT, PolicyArguments.EXACT_MATCH)),
    MATCH_LARGE_COMMUNITY(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "The same of large communities.",
            keyword("match"), keyword("large-community"), PolicyArguments.LIST, optionalWord(PolicyArguments.EXACT, PolicyArguments.EXACT_MATCH)),
    MATCH_ROUTE_ASN(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "The prefix is of one of these ASNs.",
            keyword("match"), keyword("route-asn"), some(PolicyArguments.ROUTE_ASN)),
    MATCH_ORIGIN_ASN(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "The AS path ends with one of these ASNs.",
            keyword("match"), keyword("origin-asn"), some(PolicyArguments.ORIGIN_ASN)),
    MATCH_COST_GE(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "The Cost Factor is at least this.",
            keyword("match"), keyword("cost-factor"), keyword("ge"), PolicyArguments.NUMBER),
    MATCH_COST_LE(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "The Cost Factor is at most this.",
            keyword("match"), keyword("cost-factor"), keyword("le"), PolicyArguments.NUMBER),
    MATCH_VERDICT(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "The verdict of WHOIS8 is one of these.",
            keyword("match"), keyword("verdict"), some(PolicyArguments.VERDICT)),
    MATCH_ORIGIN(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "How the route came into BGP.",
            keyword("match"), keyword("origin"), PolicyArguments.ORIGIN),
    SET_COST(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "The Cost Factor is this, or so much more or less. The lowest is best.",
            keyword("set"), keyword("cost-factor"), PolicyArguments.COST_CHANGE_BY),
    SET_PREPEND(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "Put these ASNs before the AS path.",
            keyword("set"), keyword("as-path"), keyword("prepend"), some(PolicyArguments.PREPENDED_ASN)),
    SET_COMMUNITY_NONE(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "Take all communities away.",
            keyword("set"), keyword("community"), keyword("none")),
    SET_COMMUNITY(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "The communities are these.",
            keyword("set"), keyword("community"), some(PolicyArguments.NEW_COMMUNITY)),
    SET_LARGE_COMMUNITY_NONE(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "Take all large communities away.",
            keyword("set"), keyword("large-community"), keyword("none")),
    SET_LARGE_COMMUNITY(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "The large communities are these.",
            keyword("set"), keyword("large-community"), some(PolicyArguments.NEW_LARGE_COMMUNITY)),
    SET_COMM_LIST_DELETE(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "Take away the communities that the list permits.",
            keyword("set"), keyword("comm-list"), PolicyArguments.LIST, keyword("delete")),
    SET_LARGE_COMM_LIST_DELETE(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "Take away the large communities that the list permits.",
            keyword("set"), keyword("large-comm-list"), PolicyArguments.LIST, keyword("delete")),
    SET_METRIC(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "The MED is this. It travels and does not decide here.",
            keyword("set"), keyword("metric"), PolicyArguments.NUMBER),
    SET_LOCAL_PREFERENCE(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "LOCAL_PREF is this. It travels to internal neighbours and does not decide here.",
            keyword("set"), keyword("local-preference"), PolicyArguments.NUMBER),
    SET_ORIGIN(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "ORIGIN is this.",
            keyword("set"), keyword("origin"), PolicyArguments.ORIGIN),
    SET_NEXT_HOP(Block.ROUTE_MAP, Occurrence.ONCE, Statement.NONE,
            "The next hop is this address.",
            keyword("set"), keyword("ip"), keyword("next-hop"), PolicyArguments.NEXT_HOP),
    ON_MATCH_NEXT(Block.ROUTE_MAP, Occurrence.ONCE, Statement.OFF,
            "A permitted route goes on to the next entry with what was set here.",
            keyword("on-match"), keyword("next")),
    ON_MATCH_GOTO(Block.ROUTE_MAP, Occurrence.ONCE, Statement.OFF,
            "A permitted route goes on to the entry of that number, or the first behind it.",
            keyword("on-match"), keyword("goto"), PolicyArguments.MAP_SEQUENCE),

    DEVICE(Block.INTERFACE, Occurrence.ONCE, "net_af_packet iface=NAME",
            "The DPDK device. For net_af_packet, net_af_xdp and net_tap, `iface` is the interface's name unless given.",
            keyword("device"), Arguments.DEVICE, any(Arguments.DEVICE_ARGUMENT)),
    IPV8_ADDRESS(Block.INTERFACE, Occurrence.MANY, Statement.NONE,
            "Address and connected prefix; several lines give several addresses. ASN 0 is IPv4.",
            keyword("ipv8"), keyword("address"), Arguments.IPV8_ADDRESS),
    IP_ADDRESS(Block.INTERFACE, Occurrence.MANY, Statement.NONE,
            "IPv4 address and connected prefix.",
            keyword("ip"), keyword("address"), Arguments.IPV4_ADDRESS),
    VRF(Block.INTERFACE, Occurrence.ONCE, Vrf.DEFAULT.word(),
            "Routing table of the interface. No packet goes from one to another; addresses may be the same in two of them.",
            keyword("vrf"), Arguments.INTERFACE_VRF),
    MTU(Block.INTERFACE, Occurrence.ONCE, String.valueOf(InterfaceConfig.DEFAULT_MTU),
            "Largest packet in bytes, without the Ethernet header.",
            keyword("mtu"), Arguments.MTU),
    ETHERTYPE(Block.INTERFACE, Occurrence.ONCE, Statement.writeEtherType(InterfaceConfig.DEFAULT_ETHER_TYPE),
            "EtherType of IPv8 on this link.",
            keyword("ethertype"), Arguments.ETHER_TYPE),
    PUNT_TAP(Block.INTERFACE, Occurrence.ONCE, Statement.OFF,
            "Hand the kernel's traffic to a TAP. Without a name it is `tap-` and the interface's name, cut to "
                    + InterfaceConfig.MAX_NAME_LENGTH + " characters.",
            keyword("punt"), keyword("tap"), optionally(Arguments.TAP)),
    PUNT_UNKNOWN(Block.INTERFACE, Occurrence.ONCE, Statement.OFF,
            "Frames of unknown EtherType go to the TAP too.",
            keyword("punt"), keyword("unknown")),
    SHUTDOWN(Block.INTERFACE, Occurrence.ONCE, Statement.OFF,
            "Keep the interface configured but silent.",
            keyword("shutdown")),
    QUEUE_SIZE(Block.INTERFACE, Occurrence.ONCE,
            "rx " + InterfaceConfig.DEFAULT_DESCRIPTORS + " tx " + InterfaceConfig.DEFAULT_DESCRIPTORS,
            "Descriptors of each receive and transmit queue.",
            keyword("queue-size"), keyword("rx"), Arguments.RX_DESCRIPTORS, keyword("tx"), Arguments.TX_DESCRIPTORS),
    BORDER_SOURCE(Block.INTERFACE, Occurrence.MANY, Statement.NONE,
            "The AS ends here: the draft's border filters hold in both directions. Packets from outside may have these ASNs as their source (BCP 38); `any` is every ASN but our own,"
                    + " towards a provider. What comes out of tunnels is judged by the filters of every border and by `8to4 source-check`, not by these sources: an ASN that is reached by a"
                    + " tunnel needs no line here.",
            keyword("border"), keyword("source"), Arguments.BORDER_SOURCE),
    BORDER_RINE(Block.INTERFACE, Occurrence.ONCE, Statement.OFF,
            "The border is a RINE link: 100/8 passes. Without the line it is dropped as `border-rine`.",
            keyword("border"), keyword("rine")),
    EGRESS_CHECK(Block.INTERFACE, Occurrence.ONCE, Statement.OFF,
            "IPv8 packets to a foreign ASN leave here only by a route that WHOIS8 calls valid, the link's own prefix apart; what another route would send here is prohibited.",
            keyword("egress-check"), Arguments.EGRESS_CHECK);

    /** How often a line may stand in one block. */
    enum Occurrence { ONCE, MANY }

    static final String ON = "on";
    static final String OFF = "off";
    static final String NONE = "none";
    static final String INSTALL = "install";
    static final String REJECT = "reject";
    static final String USE = "use";
    /** Stands among the leading words where a neighbour's address does. */
    static final String ANY_WORD = "ADDRESS";

    private final Block block;
    private final Occurrence occurrence;
    private final String defaultText;
    private final String help;
    private final List<SyntaxPart> parts;
    private final List<String> leadingWords;

    Statement(Block block, Occurrence occurrence, String defaultText, String help, SyntaxPart... parts) {
        this.block = block;
        this.occurrence = occurrence;
        this.defaultText = defaultText;
        this.help = help;
        this.parts = List.of(parts);
        this.leadingWords = this.parts.stream().takeWhile(part -> part instanceof Keyword || part == Bgp8Arguments.NEIGHBOR)
                .map(part -> part instanceof Keyword ? part.toString() : ANY_WORD).toList();
    }

    Block block() {
        return block;
    }

    boolean isOnce() {
        return occurrence == Occurrence.ONCE;
    }

    /** What holds without the line: the words after the keywords, {@value #OFF} or {@value #NONE}. */
    String defaultText() {
        return defaultText;
    }

    /** A switch that is off without the line; its {@code no} form states the default and is never worth a warning. */
    boolean isOffByDefault() {
        return defaultText.equals(OFF);
    }

    String help() {
        return help;
    }

    List<SyntaxPart> parts() {
        return parts;
    }

    /** The keywords that the line starts with, which tell lines apart; {@link #ANY_WORD} for the address of a neighbour among them. */
    List<String> leadingWords() {
        return leadingWords;
    }

    /** A static route of either family. */
    boolean isRoute() {
        return this == IPV8_ROUTE || this == IP_ROUTE;
    }

    /** Whether no message may repeat the words behind the keywords. */
    boolean hasSecret() {
        return parts.stream().anyMatch(part -> part instanceof SyntaxPart.Argument<?> argument && argument.kind().type() == Secret.class);
    }

    /** A line about one neighbour, which the address behind the first word names. */
    boolean isOfNeighbor() {
        return leadingWords.size() > 1 && leadingWords.get(1).equals(ANY_WORD);
    }

    /** The shape of the line as a person writes it: {@code punt tap [NAME]}. */
    String syntax() {
        return parts.stream().map(SyntaxPart::toString).collect(Collectors.joining(" "));
    }

    /** The block this line opens, or null. */
    Block opens() {
        return switch (this) {
            case INTERFACE -> Block.INTERFACE;
            case ROUTER_BGP8 -> Block.ROUTER_BGP8;
            case DPDK -> Block.DPDK;
            case DATAPLANE -> Block.DATAPLANE;
            case CONTROL_PLANE -> Block.CONTROL_PLANE;
            case WHOIS8 -> Block.WHOIS8;
            case ROUTE_MAP -> Block.ROUTE_MAP;
            default -> null;
        };
    }

    private static String policyDefaults() {
        return Arrays.stream(Verdict.decided()).map(verdict -> verdict.word() + " " + (Whois8Config.isInstalledByDefault(verdict) ? INSTALL : REJECT))
                .collect(Collectors.joining(", "));
    }

    static String writeEtherType(int etherType) {
        return String.format("0x%04x", etherType);
    }
}
