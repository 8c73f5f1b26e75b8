// SPDX-License-Identifier: Apache-2.0
// The stable names of log events: what each means and what to do about it.
package io.eightfold.controlplane.log;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Marker;

/**
 * The stable names of log events, the MSGID of RFC 5424 §6.2.7. An event gets its name from the subject of its pattern and a word in it
 * (the first constant that fits, so the special ones of a subject stand before the general one), or from its caller:
 * {@code LOG.info(MessageId.PORT_LINK, "port ...")}. A name never changes its meaning; new events get new names.
 * Thread: any.
 */
public enum MessageId implements Marker {
    /** The router is ready: ports are open and the management socket answers. */
    ROUTER_STARTED("router", List.of("startedInMs"),
        "The router is ready: ports are open and the management socket answers.",
        "Nothing."),
    /** The router was asked to end, or ends because of a fault. */
    ROUTER_STOPPING("router", List.of("stopping"),
        "The router was asked to end, or ends because of a fault.",
        "With cause=fault: look at the event before it."),
    /** The router ends because a thread of it failed. */
    ROUTER_FAULT("router", List.of("fault="),
        "The router ends because a thread of it failed.",
        "Report it with the stack trace; the service manager starts the router again."),
    /** Another event in the life of a router. */
    ROUTER("router", List.of(),
        "Another event in the life of a router.",
        "See its text."),
    /** The dataplane process is ready and forwards what it knows. */
    DATAPLANE_STARTED("dataplane", List.of("started"),
        "The dataplane process is ready and forwards what it knows.",
        "Nothing."),
    /** The dataplane process ended; packets are not forwarded until it is back. */
    DATAPLANE_ENDED("dataplane", List.of("ended", "died", "stopp"),
        "The dataplane process ended; packets are not forwarded until it is back.",
        "Nothing when it was asked to. Else read its last lines: it says why, and is started again."),
    /** Another event of the dataplane process. */
    DATAPLANE("dataplane", List.of(),
        "Another event of the dataplane process.",
        "See its text."),
    /** The control plane is ready. */
    CONTROLPLANE_STARTED("controlplane", List.of("started"),
        "The control plane is ready.",
        "Nothing."),
    /** The control plane ended; the dataplane forwards on what it knows. */
    CONTROLPLANE_ENDED("controlplane", List.of("ended", "died", "stopp"),
        "The control plane ended; the dataplane forwards on what it knows.",
        "Nothing when it was asked to. Else read its last lines and start it again."),
    /** Another event of the control plane. */
    CONTROLPLANE("controlplane", List.of(),
        "Another event of the control plane.",
        "See its text."),
    /** Packet buffers were missing when the dataplane closed. */
    DPDK_MBUF_LEAK("dpdk", List.of("not returned"),
        "Packet buffers were missing when the dataplane closed.",
        "Report it; a restart gives all of them back."),
    /** DPDK runs with less than it could have, hugepages for instance. */
    DPDK("dpdk", List.of(),
        "DPDK runs with less than it could have, hugepages for instance.",
        "Do what the text says; `ipv8 doctor` checks it."),
    /** The link of an interface went up or down. */
    PORT_LINK("port", List.of("link="),
        "The link of an interface went up or down.",
        "When it should not: look at the cable, the peer and `ip link`."),
    /** How flows are spread over the workers, or a queue that nobody reads. */
    PORT_QUEUES("port", List.of("spread=", "receive queues"),
        "How flows are spread over the workers, or a queue that nobody reads.",
        "With fault=config: run the `ethtool -L` command it names."),
    /** The other end of a virtual link sends unfinished checksums. */
    PORT_CHECKSUM("port", List.of("checksums"),
        "The other end of a virtual link sends unfinished checksums.",
        "Run the `ethtool -K` command it names at the other end."),
    /** A setting of the kernel for the interface could not be made or put back. */
    PORT_SETTINGS("port", List.of("rp_filter", "settings", "cannot set", "cannot remove"),
        "A setting of the kernel for the interface could not be made or put back.",
        "Run as root with /proc/sys writable, or set it by hand as the text says."),
    /** Another event of an interface. */
    PORT("port", List.of(),
        "Another event of an interface.",
        "See its text."),
    /** A neighbour changed or a limit of the neighbour table was met. */
    NEIGHBOR("neighbor", List.of(),
        "A neighbour changed or a limit of the neighbour table was met.",
        "See its text; `ipv8 show neighbors` lists them."),
    /** A change did not fit into the forwarding table and was refused whole. */
    FIB_FULL("fib", List.of("full", "keeps its members", "fib-memory"),
        "A change did not fit into the forwarding table and was refused whole.",
        "Raise `fib-memory` in the dataplane block."),
    /** A message between control plane and dataplane was lost, repeated or not understood; a snapshot follows. */
    FIB_FAULT("fib", List.of("protocol", "gap", "lost", "repeated"),
        "A message between control plane and dataplane was lost, repeated or not understood; a snapshot follows.",
        "Nothing when rare. When it repeats: check that both processes are of one release, and the machine for overload."),
    /** The dataplane gets the whole table anew, or has got it. */
    FIB_RESYNC("fib", List.of("resync", "snapshot", "sweep", "swept"),
        "The dataplane gets the whole table anew, or has got it.",
        "Nothing; forwarding goes on meanwhile."),
    /** The session between control plane and dataplane went up or down. */
    FIB_SESSION("fib", List.of("session"),
        "The session between control plane and dataplane went up or down.",
        "When it stays down: `ipv8 top` shows which of the two processes is missing."),
    /** Packets of an interior link (222/8) were stopped at a border. */
    BORDER_TRAP("border", List.of("E3-TRAP"),
        "Packets with a host of 222/8, an interior link, were stopped at a border. Reported at once, then once a minute with what came since.",
        "Find the router behind the port that sends from its interior links, or sends into ours; `ipv8 trace add 1 --in PORT --drops` shows a packet."),
    /** Packets that must not cross a border, or forge their source, were stopped. */
    BORDER_ALERT("border", List.of("SEC-ALERT"),
        "Packets that must not cross the border, or forge their source, were stopped. Reported at once, then once a minute with what came since.",
        "`reason` says why (`ipv8 show counters`); when the source is rightful, add its ASN with `border source`; else tell the peer."),
    /** A stream of a tunnel through HTTPS. */
    TUNNEL_STREAM("tunnel", List.of("stream"),
        "The HTTPS stream to another tunnel end went up or down, another end was refused, or our end cannot listen.",
        "`cause` says why; check the certificates in both trust stores, and that TCP port 8418 is reached. `ipv8 show tunnels` has all streams."),
    /** Another event of the forwarding table. */
    FIB("fib", List.of(),
        "Another event of the forwarding table.",
        "See its text."),
    /** Routes of the last run were read back and are used, marked stale. */
    RIB_RESTORED("rib", List.of("restored"),
        "Routes of the last run were read back and are used, marked stale.",
        "Nothing; they are confirmed or swept within `stale-time`."),
    /** Stale routes that nobody confirmed in time were removed. */
    RIB_SWEEP("rib", List.of("sweep", "swept"),
        "Stale routes that nobody confirmed in time were removed.",
        "When routes are missing: look at the session or the configuration that used to bring them."),
    /** Another event of the routing table. */
    RIB("rib", List.of(),
        "Another event of the routing table.",
        "See its text."),
    /** The journal cannot be written, mostly because the disk is full. Forwarding is not touched. */
    JOURNAL_SUSPENDED("journal", List.of("suspended", "SUSPENDED"),
        "The journal cannot be written, mostly because the disk is full. Forwarding is not touched.",
        "Free the space the text asks for; the journal resumes by itself."),
    /** The journal is complete again. */
    JOURNAL_RESUMED("journal", List.of("resumed"),
        "The journal is complete again.",
        "Nothing."),
    /** What was kept of the journal is damaged or not complete; what is good was used. */
    JOURNAL_CORRUPT("journal", List.of("corrupt", "skipped", "aside", "incomplete", "crc", "CRC"),
        "What was kept of the journal is damaged or not complete; what is good was used.",
        "Look at the disk; the damaged generation is kept as `bad-N` for a report."),
    /** Another event of the journal. */
    JOURNAL("journal", List.of(),
        "Another event of the journal.",
        "See its text."),
    /** An earlier configuration is in force again. */
    CONFIG_ROLLED_BACK("config", List.of("rolled back", "rollback", "undone", "undo"),
        "An earlier configuration is in force again.",
        "When nobody asked for it: the change was not confirmed in time; apply it again and confirm it."),
    /** A configuration was not taken; nothing changed. */
    CONFIG_REFUSED("config", List.of("refused", "problem"),
        "A configuration was not taken; nothing changed.",
        "Correct the lines it names; `ipv8 config check FILE` shows all of them."),
    /** A new configuration is in force. */
    CONFIG_APPLIED("config", List.of("applied", "reload"),
        "A new configuration is in force.",
        "Nothing; `ipv8 config history` lists them."),
    /** Another event of the configuration. */
    CONFIG("config", List.of(),
        "Another event of the configuration.",
        "See its text."),
    /** An event of the management socket. */
    MGMT("management", List.of(),
        "An event of the management socket.",
        "See its text."),
    /** The metrics listener started, stopped or could not. */
    METRICS("metrics", List.of(),
        "The metrics listener started, stopped or could not.",
        "With fault=config: choose another address or port in `metrics listen`."),
    /** Events could not be sent to the syslog server. */
    LOG_SYSLOG("log", List.of(),
        "Events could not be sent to the syslog server.",
        "Check the route to it; events on stderr are complete."),
    /** A route is kept out of the forwarding table because of its verdict. */
    WHOIS8_ROUTE_REFUSED("whois8", List.of("now=refused"),
        "A route is kept out of the forwarding table because of its verdict.",
        "`ipv8 explain route PREFIX` says why. When it should be used: its holder registers it, or add an assertion to the `slurm` file."),
    /** A route that was refused is used again. */
    WHOIS8_ROUTE_ACCEPTED("whois8", List.of("now=accepted"),
        "A route that was refused is used again.",
        "Nothing."),
    /** A route has another verdict, and is used or refused as before. */
    WHOIS8_VERDICT("whois8", List.of("now="),
        "A route has another verdict, and is used or refused as before.",
        "`ipv8 explain route PREFIX` says why."),
    /** How many more routes got another verdict than were named. */
    WHOIS8_ROUTES("whois8", List.of("more routes"),
        "How many more routes got another verdict than were named.",
        "`ipv8 show route verdict invalid` lists them; when it is every route, look at `ipv8 show whois8`."),
    /** Data of a registry was refused, is contradictory or far behind. */
    WHOIS8_ALARM("whois8", List.of("alarm="),
        "Data of a registry was refused, is contradictory or far behind.",
        "The last good data stays in force. Ask who runs the server; with `equivocation` or `bad-signature` trust neither until it is explained."),
    /** A server with registry data is reached, lost or chosen. */
    WHOIS8_SERVER("whois8", List.of("server={} state="),
        "A server with registry data is reached, lost or chosen.",
        "When all are lost: data counts until its expiry, `ipv8 show whois8` shows when."),
    /** The data of a registry has expired, and no server has newer. */
    WHOIS8_DATA_EXPIRED("whois8", List.of("data expired"),
        "The data of a registry has expired, and no server has newer.",
        "Bring a server back; until then its routes are `unverified`, and the policy for these decides. `expired-data use` goes on with the old data."),
    /** The data of a registry counts from now on. */
    WHOIS8_DATA("whois8", List.of("data counts"),
        "The data of a registry counts from now on.",
        "Nothing."),
    /** The first verdicts after a start are given; restored routes stayed in use until now. */
    WHOIS8_READY("whois8", List.of("verdicts ready"),
        "The first verdicts after a start are given; restored routes stayed in use until now.",
        "With cause=waited: no data came in time, look at the servers in `ipv8 show whois8`."),
    /** Local exceptions were read or could not be. */
    WHOIS8_OVERRIDES("whois8", List.of("overrides"),
        "Local exceptions were read or could not be.",
        "With fault=config: correct the file it names and run `ipv8 whois8 reload-overrides`."),
    /** Another event of WHOIS8. */
    WHOIS8("whois8", List.of(),
        "Another event of WHOIS8.",
        "See its text."),
    /** A session of BGP8 is established. */
    BGP8_SESSION_UP("bgp8", List.of("session up"),
        "A session of BGP8 is established.",
        "Nothing."),
    /** An established session of BGP8 ended; `cause` says why, `graceful` whether its routes stay for a while. */
    BGP8_SESSION_DOWN("bgp8", List.of("session down"),
        "An established session of BGP8 ended; `cause` says why, `graceful` whether its routes stay for a while.",
        "With fault=peer or cause=hold-timer: look at the neighbour and the way to it. `ipv8 show bgp neighbors ADDRESS` has the last NOTIFICATION of both sides."),
    /** A neighbour has nearly as many routes as `maximum-prefix` allows, or more. */
    BGP8_MAX_PREFIX("bgp8", List.of("many prefixes"),
        "A neighbour has nearly as many routes as `maximum-prefix` allows, or more.",
        "Ask the neighbour whether it leaks; else raise `maximum-prefix`. A session that ended for it comes back after `restart`, or with `ipv8 clear bgp ADDRESS`."),
    /** A route of a neighbour is not used; `reason` says why, `notLogged` how many more there were. */
    BGP8_ROUTE_REFUSED("bgp8", List.of("route refused"),
        "A route of a neighbour is not used; `reason` says why, `notLogged` how many more there were.",
        "`ipv8 show bgp neighbors ADDRESS received-routes` shows all, `ipv8 explain bgp PREFIX` one."),
    /** The routes of a neighbour that did not come back in time were dropped. */
    BGP8_STALE("bgp8", List.of("stale routes"),
        "The routes of a neighbour that did not come back in time were dropped.",
        "Look at the neighbour; `long-lived-graceful-restart` would keep them longer."),
    /** Connections from an address that is no neighbour were closed without a word. */
    BGP8_STRANGER("bgp8", List.of("unknown-peer"),
        "Connections from an address that is no neighbour were closed without a word.",
        "When it should be a neighbour, add it to the block `router bgp8`; when it goes on, filter it."),
    /** A message of a neighbour broke a rule; RFC 7606 says what becomes of its routes. */
    BGP8_PEER_ERROR("bgp8", List.of("error="),
        "A message of a neighbour broke a rule; RFC 7606 says what becomes of its routes.",
        "Report it to who runs the neighbour, with the rule and the value of the line."),
    /** Neighbours can connect to an address, or cannot. */
    BGP8_LISTEN("bgp8", List.of("listening"),
        "Neighbours can connect to an address, or cannot.",
        "With fault=host: another program has the port, or the address is not there yet; it is tried again."),
    /** After a start of the router the neighbours have told their tables, or the time for it is over. */
    BGP8_RESTART("bgp8", List.of("restart done", "first tables"),
        "After a start of the router the neighbours have told their tables, or the time for it is over.",
        "Nothing."),
    /** Another event of BGP8. */
    BGP8("bgp8", List.of(),
        "Another event of BGP8.",
        "See its text."),
    /** An event of the packet trace. */
    TRACE("trace", List.of(),
        "An event of the packet trace.",
        "See its text."),
    /** An event of a measurement. */
    PERF("perf", List.of(),
        "An event of a measurement.",
        "See its text."),
    /** An event of the lab. */
    LAB("lab", List.of(),
        "An event of the lab.",
        "See its text."),
    /** An event of the IPv8 host stack (`ipv8 host`). */
    HOST("host", List.of(),
        "An event of the IPv8 host stack (`ipv8 host`).",
        "See its text."),
    /** A library the router is built with has something to say; `logger` names it. */
    LIBRARY("", List.of(),
        "A library the router is built with has something to say; `logger` names it.",
        "See its text; report it when it repeats."),
    /** An event that has no identifier of its own yet. */
    OTHER("", List.of(),
        "An event that has no identifier of its own yet.",
        "See its text.");

    private final String subject;
    private final List<String> words;
    private final String meaning;
    private final String action;

    MessageId(final String subject, final List<String> words, final String meaning, final String action) {
        this.subject = subject;
        this.words = words;
        this.meaning = meaning;
        this.action = action;
    }

    /** The name of an event with this pattern; {@link #OTHER} when its first word is no subject. */
    public static MessageId of(final String pattern) {
        final String text = pattern == null ? "" : pattern;
        final int end = text.indexOf(' ');
        final String first = end < 0 ? text : text.substring(0, end);
        for (final MessageId id : values()) {
            if (!id.subject.isEmpty() && id.subject.equals(first) && (id.words.isEmpty() || id.words.stream().anyMatch(text::contains))) {
                return id;
            }
        }
        return OTHER;
    }

    /** First word of the events' text; empty for those that are not found by their text. */
    public String subject() {
        return subject;
    }

    /** What happened. */
    public String meaning() {
        return meaning;
    }

    /** What an operator should do. */
    public String action() {
        return action;
    }

    /** The table in docs/log-messages.md. */
    static String manual() {
        final StringBuilder table = new StringBuilder("| Identifier | Subject | What happened | What to do |\n|---|---|---|---|\n");
        for (final MessageId id : values()) {
            table.append("| `").append(id.name()).append("` | ").append(id.subject.isEmpty() ? "" : "`" + id.subject + "`").append(" | ")
                .append(id.meaning).append(" | ").append(id.action).append(" |\n");
        }
        return table.toString();
    }

    @Override
    public String getName() {
        return name();
    }

    @Override
    public void add(final Marker reference) {
        throw new UnsupportedOperationException(name() + " is a message identifier and refers to nothing");
    }

    @Override
    public boolean remove(final Marker reference) {
        return false;
    }

    @Override
    @Deprecated
    public boolean hasChildren() {
        return false;
    }

    @Override
    public boolean hasReferences() {
        return false;
    }

    @Override
    public Iterator<Marker> iterator() {
        return Collections.emptyIterator();
    }

    @Override
    public boolean contains(final Marker other) {
        return this == other;
    }

    @Override
    public boolean contains(final String name) {
        return name().equals(name);
    }
}
