-- SPDX-License-Identifier: Apache-2.0
-- Wireshark and tshark dissector for IPv8, ICMPv8 and ARP8 (draft-thain-ipv8-02).
--
--   ci/tshark -r capture.pcap                  (works for root too, whom Debian 13's tshark refuses Lua scripts)
--   tshark -X lua_script:lab/wireshark/eightfold.lua -r capture.pcap
--   or copy this file into the folder "Personal Lua Plugins" of Help > About Wireshark > Folders.
--
-- Filters: ipv8.src == "64496.192.0.2.1", ipv8.dst.asn == 64497, ipv8.addr, ipv8.ttl < 5, icmpv8.type == 3, arp8.opcode == 1.
-- Runs on Wireshark 4.0 (Lua 5.2) to 4.4 (Lua 5.4), so it uses neither the bit library of the one nor the operators of the other.
--
-- The built-in TCP and UDP dissectors know no pseudo-header of IPv8: leave their own checksum preference off (the default) and read
-- the status shown under IPv8. Fragments are shown, not reassembled.
--
-- A legal packet is never shown as malformed: not when the capture cut it (snap length), not as the cut quote in an ICMPv8 error.
-- What breaks the standard gets an expert item of the group Malformed, and the bytes are shown as they are.

-- Loaded twice (as a plug-in and by -X), the second time would fail to register the same names.
if eightfold_dissector_loaded then return end
eightfold_dissector_loaded = true

local ETHERTYPE_ARP = 0x0806
local ETHERTYPE_IPV8 = 0x8080
local PROTOCOL_ICMP, PROTOCOL_TCP, PROTOCOL_UDP = 1, 6, 17
-- 8to4: IPv8 packets in IPv4 of protocol 253, or in UDP to this port.
local PROTOCOL_8TO4, PORT_8TO4 = 253, 8418
local IPV8_HEADER = 28
local ARP8_LENGTH = 36

local PROTOCOL_NAMES = {
  [1] = "ICMPv8", [2] = "IGMP", [4] = "IPv4", [6] = "TCP", [17] = "UDP", [47] = "GRE", [50] = "ESP", [51] = "AH",
  [89] = "OSPF", [132] = "SCTP", [136] = "UDP-Lite", [253] = "8to4",
}

-- Built-in dissectors that read nothing of an IPv4 header and so work under any network layer.
local HANDED_ON = { [PROTOCOL_TCP] = true, [PROTOCOL_UDP] = true, [47] = true, [132] = true, [136] = true }

local OPTION_NAMES = {
  [0] = "End of options", [1] = "No operation", [7] = "Record route", [68] = "Timestamp", [130] = "Security",
  [131] = "Loose source route", [137] = "Strict source route", [148] = "Router alert",
}

local ICMP_TYPES = {
  [0] = "Echo (ping) reply", [3] = "Destination unreachable", [5] = "Redirect", [8] = "Echo (ping) request",
  [11] = "Time-to-live exceeded", [12] = "Parameter problem",
}
local ICMP_CODES = {
  [3] = {
    [0] = "Network unreachable", [1] = "Host unreachable", [2] = "Protocol unreachable", [3] = "Port unreachable",
    [4] = "Fragmentation needed", [5] = "Source route failed", [6] = "No route to ASN",
    [9] = "Network administratively prohibited", [10] = "Host administratively prohibited",
    [13] = "Communication administratively filtered",
  },
  [5] = { [0] = "Redirect for network", [1] = "Redirect for host" },
  [11] = { [0] = "Time to live exceeded in transit", [1] = "Fragment reassembly time exceeded" },
  [12] = { [0] = "Pointer indicates the error", [1] = "Required option missing", [2] = "Bad length" },
}
-- Errors quote the offending packet; the others do not.
local ICMP_ERRORS = { [3] = true, [5] = true, [11] = true, [12] = true }
local ARP_OPERATIONS = { [1] = "request", [2] = "reply" }
local CHECKSUM_STATUS = { [0] = "Bad", [1] = "Good", [2] = "Unverified" }
local BAD, GOOD, UNVERIFIED = 0, 1, 2

local ipv8 = Proto("ipv8", "Internet Protocol Version 8")
local icmpv8 = Proto("icmpv8", "Internet Control Message Protocol v8")
local arp8 = Proto("arp8", "Address Resolution Protocol v8")

ipv8.prefs.ethertype = Pref.uint("EtherType", ETHERTYPE_IPV8, "EtherType of IPv8 and protocol type of ARP8, decimal (0x8080 is 32896)")
ipv8.prefs.check_checksum = Pref.bool("Verify header checksums", true, "Compare the checksums of IPv8 and ICMPv8 with the bytes")
ipv8.prefs.check_transport = Pref.bool("Verify TCP and UDP checksums", true,
  "Compare the checksums of TCP and UDP with the pseudo-header of two 64-bit addresses")

local ip = {
  version = ProtoField.uint8("ipv8.version", "Version", base.DEC, nil, 0xF0),
  header_length = ProtoField.uint8("ipv8.hdr_len", "Header Length", base.DEC),
  tos = ProtoField.uint8("ipv8.tos", "Type of Service", base.HEX),
  dscp = ProtoField.uint8("ipv8.tos.dscp", "Differentiated Services Codepoint", base.DEC, nil, 0xFC),
  ecn = ProtoField.uint8("ipv8.tos.ecn", "Explicit Congestion Notification", base.DEC, nil, 0x03),
  length = ProtoField.uint16("ipv8.len", "Total Length", base.DEC),
  id = ProtoField.uint16("ipv8.id", "Identification", base.HEX_DEC),
  rf = ProtoField.bool("ipv8.flags.rb", "Reserved bit", 16, nil, 0x8000),
  df = ProtoField.bool("ipv8.flags.df", "Don't fragment", 16, nil, 0x4000),
  mf = ProtoField.bool("ipv8.flags.mf", "More fragments", 16, nil, 0x2000),
  fragment_offset = ProtoField.uint16("ipv8.frag_offset", "Fragment Offset", base.DEC),
  ttl = ProtoField.uint8("ipv8.ttl", "Time to Live", base.DEC),
  protocol = ProtoField.uint8("ipv8.proto", "Protocol", base.DEC, PROTOCOL_NAMES),
  checksum = ProtoField.uint16("ipv8.checksum", "Header Checksum", base.HEX),
  checksum_status = ProtoField.uint8("ipv8.checksum.status", "Header checksum status", base.DEC, CHECKSUM_STATUS),
  source = ProtoField.string("ipv8.src", "Source Address"),
  source_asn = ProtoField.uint32("ipv8.src.asn", "Source ASN", base.DEC),
  source_host = ProtoField.ipv4("ipv8.src.host", "Source Host"),
  destination = ProtoField.string("ipv8.dst", "Destination Address"),
  destination_asn = ProtoField.uint32("ipv8.dst.asn", "Destination ASN", base.DEC),
  destination_host = ProtoField.ipv4("ipv8.dst.host", "Destination Host"),
  address = ProtoField.string("ipv8.addr", "Source or Destination Address"),
  asn = ProtoField.uint32("ipv8.asn", "Source or Destination ASN", base.DEC),
  options = ProtoField.bytes("ipv8.options", "Options"),
  option_type = ProtoField.uint8("ipv8.opt.type", "Option", base.DEC, OPTION_NAMES),
  option_length = ProtoField.uint8("ipv8.opt.len", "Length", base.DEC),
  payload = ProtoField.bytes("ipv8.payload", "Payload"),
  padding = ProtoField.bytes("ipv8.padding", "Padding of the frame"),
  source_port = ProtoField.uint16("ipv8.quoted.srcport", "Quoted Source Port", base.DEC),
  destination_port = ProtoField.uint16("ipv8.quoted.dstport", "Quoted Destination Port", base.DEC),
  transport_status = ProtoField.uint8("ipv8.transport.checksum.status", "Transport checksum status", base.DEC, CHECKSUM_STATUS),
}
local icmp = {
  type = ProtoField.uint8("icmpv8.type", "Type", base.DEC, ICMP_TYPES),
  code = ProtoField.uint8("icmpv8.code", "Code", base.DEC),
  checksum = ProtoField.uint16("icmpv8.checksum", "Checksum", base.HEX),
  checksum_status = ProtoField.uint8("icmpv8.checksum.status", "Checksum Status", base.DEC, CHECKSUM_STATUS),
  identifier = ProtoField.uint16("icmpv8.ident", "Identifier", base.DEC_HEX),
  sequence = ProtoField.uint16("icmpv8.seq", "Sequence Number", base.DEC_HEX),
  mtu = ProtoField.uint16("icmpv8.mtu", "MTU of next hop", base.DEC),
  pointer = ProtoField.uint8("icmpv8.pointer", "Pointer", base.DEC),
  rest = ProtoField.uint32("icmpv8.rest", "Rest of header", base.HEX),
  data = ProtoField.bytes("icmpv8.data", "Data"),
}
local arp = {
  hardware_type = ProtoField.uint16("arp8.hw.type", "Hardware type", base.DEC, { [1] = "Ethernet" }),
  protocol_type = ProtoField.uint16("arp8.proto.type", "Protocol type", base.HEX),
  hardware_size = ProtoField.uint8("arp8.hw.size", "Hardware size", base.DEC),
  protocol_size = ProtoField.uint8("arp8.proto.size", "Protocol size", base.DEC),
  operation = ProtoField.uint16("arp8.opcode", "Opcode", base.DEC, ARP_OPERATIONS),
  gratuitous = ProtoField.bool("arp8.isgratuitous", "Is gratuitous"),
  source_mac = ProtoField.ether("arp8.src.hw_mac", "Sender MAC address"),
  source = ProtoField.string("arp8.src.proto_ipv8", "Sender IPv8 address"),
  source_asn = ProtoField.uint32("arp8.src.asn", "Sender ASN", base.DEC),
  target_mac = ProtoField.ether("arp8.dst.hw_mac", "Target MAC address"),
  target = ProtoField.string("arp8.dst.proto_ipv8", "Target IPv8 address"),
  target_asn = ProtoField.uint32("arp8.dst.asn", "Target ASN", base.DEC),
  padding = ProtoField.bytes("arp8.padding", "Padding of the frame"),
}

local function malformed(name, text)
  return ProtoExpert.new(name, text, expert.group.MALFORMED, expert.severity.ERROR)
end
local function bad_checksum(name, text)
  return ProtoExpert.new(name, text, expert.group.CHECKSUM, expert.severity.ERROR)
end
local ip_expert = {
  truncated = malformed("ipv8.truncated", "Packet is shorter than the header says"),
  version = malformed("ipv8.version.bad", "Version is not 8"),
  header_length = malformed("ipv8.hdr_len.bad", "Header length is wrong"),
  length = malformed("ipv8.len.bad", "Total length is wrong"),
  option = malformed("ipv8.opt.len.bad", "Option length is wrong"),
  checksum = bad_checksum("ipv8.checksum.bad", "Header checksum is wrong"),
  transport = bad_checksum("ipv8.transport.checksum.bad", "TCP or UDP checksum is wrong"),
  cut = ProtoExpert.new("ipv8.cut", "Packet was cut by the capture", expert.group.UNDECODED, expert.severity.NOTE),
}
local icmp_expert = {
  truncated = malformed("icmpv8.truncated", "Message is shorter than its 8-byte header"),
  quote = malformed("icmpv8.quote.bad", "Error quotes no valid IPv8 header"),
  checksum = bad_checksum("icmpv8.checksum.bad", "ICMPv8 checksum is wrong"),
}
local arp_expert = {
  truncated = malformed("arp8.truncated", "ARP8 is shorter than 36 bytes"),
  size = malformed("arp8.size.bad", "Protocol size is not 8"),
}

local function list(table_of_values)
  local values = {}
  for _, value in pairs(table_of_values) do values[#values + 1] = value end
  return values
end
ipv8.fields, ipv8.experts = list(ip), list(ip_expert)
icmpv8.fields, icmpv8.experts = list(icmp), list(icmp_expert)
arp8.fields, arp8.experts = list(arp), list(arp_expert)

-- ASN dot notation, five parts always: 64496.192.0.2.1.
local function dotted(tvb, offset)
  return string.format("%.0f.%d.%d.%d.%d", tvb(offset, 4):uint(), tvb(offset + 4, 1):uint(), tvb(offset + 5, 1):uint(),
    tvb(offset + 6, 1):uint(), tvb(offset + 7, 1):uint())
end

-- One's complement sum of 16-bit words (RFC 1071), folded; 0xFFFF over bytes that include a right checksum.
local function checksum_sum(tvb, offset, length, start)
  local sum = start or 0
  for word = offset, offset + length - 2, 2 do sum = sum + tvb(word, 2):uint() end
  if length % 2 == 1 then sum = sum + tvb(offset + length - 1, 1):uint() * 256 end
  while sum > 0xFFFF do sum = sum % 0x10000 + math.floor(sum / 0x10000) end
  return sum
end

local function add_status(tree, field, status)
  tree:add(field, status):set_generated()
end

-- Shows a checksum with its status; `complete` says that all bytes it covers are in the capture.
local function add_checksum(tree, tvb, position, covered, complete, fields, expert_item)
  local item = tree:add(fields.checksum, tvb(position, 2))
  local status = UNVERIFIED
  if complete and ipv8.prefs.check_checksum then
    status = checksum_sum(tvb, covered.offset, covered.length) == 0xFFFF and GOOD or BAD
  end
  if status == GOOD then item:append_text(" [correct]") end
  if status == BAD then
    item:append_text(" [incorrect]")
    item:add_proto_expert_info(expert_item)
  end
  add_status(tree, fields.checksum_status, status)
end

local function add_hidden(tree, field, range, value)
  tree:add(field, range, value):set_hidden()
end

local function add_address(tree, tvb, offset, field, asn_field, host_field)
  local text = dotted(tvb, offset)
  local subtree = tree:add(field, tvb(offset, 8), text)
  subtree:add(asn_field, tvb(offset, 4))
  if host_field then subtree:add(host_field, tvb(offset + 4, 4)) end
  return text
end

local function add_options(tree, tvb, offset, length)
  local subtree = tree:add(ip.options, tvb(offset, length))
  local at, stop = offset, offset + length
  while at < stop do
    local kind = tvb(at, 1):uint()
    local item = subtree:add(ip.option_type, tvb(at, 1))
    if kind == 0 then return end
    if kind == 1 then
      at = at + 1
    else
      -- RFC 791 §3.1: type and length octets are counted, so 2 is the least.
      local option_length = at + 1 < stop and tvb(at + 1, 1):uint() or 0
      if option_length < 2 or at + option_length > stop then
        item:add_proto_expert_info(ip_expert.option)
        return
      end
      item:add(ip.option_length, tvb(at + 1, 1))
      at = at + option_length
    end
  end
end

-- Reads what the header of 28 bytes or more says. Nothing is checked here but that the first 28 bytes are there.
local function read_header(tvb)
  local flags = tvb(6, 2):uint()
  return {
    version = tvb(0, 1):bitfield(0, 4),
    length = tvb(0, 1):bitfield(4, 4) * 4,
    total = tvb(2, 2):uint(),
    id = tvb(4, 2):uint(),
    more = math.floor(flags / 0x2000) % 2 == 1,
    offset = flags % 0x2000 * 8,
    ttl = tvb(8, 1):uint(),
    protocol = tvb(9, 1):uint(),
    source = dotted(tvb, 12),
    destination = dotted(tvb, 20),
  }
end

-- The header's fields into `tree`, for a packet and for the quote in an error alike.
local function add_header(tree, tvb, header)
  tree:add(ip.version, tvb(0, 1))
  tree:add(ip.header_length, tvb(0, 1), header.length):append_text(string.format(" bytes (%d words)", header.length / 4))
  local tos = tree:add(ip.tos, tvb(1, 1))
  tos:add(ip.dscp, tvb(1, 1))
  tos:add(ip.ecn, tvb(1, 1))
  tree:add(ip.length, tvb(2, 2))
  tree:add(ip.id, tvb(4, 2))
  tree:add(ip.rf, tvb(6, 2))
  tree:add(ip.df, tvb(6, 2))
  tree:add(ip.mf, tvb(6, 2))
  tree:add(ip.fragment_offset, tvb(6, 2), header.offset)
  tree:add(ip.ttl, tvb(8, 1))
  tree:add(ip.protocol, tvb(9, 1))
end

local function add_addresses(tree, tvb)
  add_address(tree, tvb, 12, ip.source, ip.source_asn, ip.source_host)
  add_address(tree, tvb, 20, ip.destination, ip.destination_asn, ip.destination_host)
  for _, offset in ipairs({ 12, 20 }) do
    add_hidden(tree, ip.address, tvb(offset, 8), dotted(tvb, offset))
    add_hidden(tree, ip.asn, tvb(offset, 4), tvb(offset, 4):uint())
  end
end

local function protocol_name(protocol)
  return PROTOCOL_NAMES[protocol] or ("protocol " .. protocol)
end

-- The packet an ICMPv8 error quotes: its header and at least 8 bytes, the rest may be missing (RFC 1812 §4.3.2.3). Its total
-- length therefore says nothing about what is here, and its checksum was right before the router touched TTL: neither is checked.
local function add_quote(tvb, icmp_tree, is_cut)
  local available = tvb:captured_len()
  local tree = icmp_tree:add(ipv8, tvb(), "Quoted packet: Internet Protocol Version 8")
  if available < IPV8_HEADER then
    -- Cut by the capture: nothing wrong with the message itself.
    tree:add_proto_expert_info(is_cut and ip_expert.cut or icmp_expert.quote)
    return nil
  end
  local header = read_header(tvb)
  tree:append_text(", Src: " .. header.source .. ", Dst: " .. header.destination)
  add_header(tree, tvb, header)
  tree:add(ip.checksum, tvb(10, 2)):append_text(" [not verified in a quote]")
  add_addresses(tree, tvb)
  if header.version ~= 8 or header.length < IPV8_HEADER then
    tree:add_proto_expert_info(icmp_expert.quote)
    return nil
  end
  if available < header.length then return header end
  if header.length > IPV8_HEADER then add_options(tree, tvb, IPV8_HEADER, header.length - IPV8_HEADER) end
  local has_ports = header.protocol == PROTOCOL_TCP or header.protocol == PROTOCOL_UDP
  if has_ports and header.offset == 0 and available >= header.length + 4 then
    tree:add(ip.source_port, tvb(header.length, 2))
    tree:add(ip.destination_port, tvb(header.length + 2, 2))
  end
  if available > header.length then tree:add(ip.payload, tvb(header.length)) end
  return header
end

-- `is_cut`: the capture does not hold all bytes of the message, so a short or unverifiable message is not its sender's fault.
local function dissect_icmp(tvb, pinfo, tree, ttl, is_cut)
  pinfo.cols.protocol = "ICMPv8"
  local available = tvb:captured_len()
  local subtree = tree:add(icmpv8, tvb())
  if available < 8 then
    subtree:add_proto_expert_info(is_cut and ip_expert.cut or icmp_expert.truncated)
    pinfo.cols.info = is_cut and "ICMPv8 message cut by the capture" or "Bad ICMPv8: message of " .. available .. " bytes"
    return
  end
  local kind, code = tvb(0, 1):uint(), tvb(1, 1):uint()
  local code_name = ICMP_CODES[kind] and ICMP_CODES[kind][code]
  local info = ICMP_TYPES[kind] or ("Type " .. kind)
  if code_name then info = info .. " (" .. code_name .. ")" end
  if not code_name and code ~= 0 then info = info .. " (code " .. code .. ")" end
  subtree:add(icmp.type, tvb(0, 1))
  local code_item = subtree:add(icmp.code, tvb(1, 1))
  if code_name then code_item:append_text(" (" .. code_name .. ")") end
  add_checksum(subtree, tvb, 2, { offset = 0, length = available }, not is_cut, icmp, icmp_expert.checksum)
  if kind == 0 or kind == 8 then
    subtree:add(icmp.identifier, tvb(4, 2))
    subtree:add(icmp.sequence, tvb(6, 2))
    info = string.format("%s  id=0x%04x, seq=%d/%d, ttl=%d", info, tvb(4, 2):uint(), tvb(6, 2):uint(), tvb(6, 2):le_uint(), ttl)
  elseif kind == 3 and code == 4 then
    subtree:add(icmp.mtu, tvb(6, 2))
    info = info .. ", MTU " .. tvb(6, 2):uint()
  elseif kind == 12 and code == 0 then
    subtree:add(icmp.pointer, tvb(4, 1))
  else
    subtree:add(icmp.rest, tvb(4, 4))
  end
  pinfo.cols.info = info
  if ICMP_ERRORS[kind] then
    if available > 8 then
      local quoted = add_quote(tvb(8):tvb(), subtree, is_cut)
      if quoted then
        pinfo.cols.info:append(string.format("  about %s to %s %s", quoted.source, quoted.destination, protocol_name(quoted.protocol)))
      end
    elseif not is_cut then
      subtree:add_proto_expert_info(icmp_expert.quote)
    end
  elseif available > 8 then
    subtree:add(icmp.data, tvb(8)):append_text(" (" .. available - 8 .. " bytes)")
  end
end

-- TCP and UDP sum a pseudo-header of both 64-bit addresses, protocol and length. The built-in dissectors know only those of IPv4
-- and IPv6, so the result is shown here; UDP's 0 means that the sender did not compute one (RFC 768).
local function add_transport_status(tree, tvb, header, payload)
  local position = header.protocol == PROTOCOL_TCP and 16 or header.protocol == PROTOCOL_UDP and 6
  local length = payload:captured_len()
  if not position or not ipv8.prefs.check_transport or length < position + 2 then return end
  local status = UNVERIFIED
  if header.protocol == PROTOCOL_TCP or payload(position, 2):uint() ~= 0 then
    local pseudo = checksum_sum(tvb, 12, 16) + header.protocol + length
    status = checksum_sum(payload, 0, length, pseudo) == 0xFFFF and GOOD or BAD
  end
  add_status(tree, ip.transport_status, status)
  if status == BAD then tree:add_proto_expert_info(ip_expert.transport) end
end

-- Runs a built-in dissector. When that finds the frame malformed it has shown so already; the Lua error that follows says nothing more.
local function hand_on(call) pcall(call) end

-- Payload that this file does not hand on: its bytes, and one line that says why.
local function show_payload(subtree, pinfo, payload, info)
  subtree:add(ip.payload, payload())
  pinfo.cols.info = info
end

local function dissect_payload(tvb, header, payload, pinfo, tree, subtree)
  local name, length = protocol_name(header.protocol), payload:captured_len()
  local is_cut = length < header.total - header.length
  if header.more or header.offset > 0 then
    show_payload(subtree, pinfo, payload, string.format("Fragmented IPv8 packet (proto=%s %d, off=%d, ID=%04x%s)", name,
      header.protocol, header.offset, header.id, header.more and "" or ", last"))
  elseif header.protocol == PROTOCOL_ICMP then
    dissect_icmp(payload, pinfo, tree, header.ttl, is_cut)
  elseif is_cut then
    -- Lua cannot tell a built-in dissector the length on the wire; it would take the cut for a sender's error.
    local ports = length >= 4 and string.format(" %d to %d", payload(0, 2):uint(), payload(2, 2):uint()) or ""
    show_payload(subtree, pinfo, payload, name .. (HANDED_ON[header.protocol] and ports or "") .. ", cut by the capture")
  elseif HANDED_ON[header.protocol] then
    add_transport_status(subtree, tvb, header, payload)
    hand_on(function() DissectorTable.get("ip.proto"):try(header.protocol, payload, pinfo, tree) end)
  else
    show_payload(subtree, pinfo, payload, string.format("%s (%d), %d bytes", name, header.protocol, length))
  end
end

-- The rule of the header that is broken: expert item and text; nil when the header is sound. draft-thain-ipv8-02, RFC 791 §3.1.
local function header_fault(header, reported)
  if header.version ~= 8 then
    return ip_expert.version, "Version is " .. header.version .. ", not 8"
  elseif header.length < IPV8_HEADER then
    return ip_expert.header_length, "Header length " .. header.length .. " is less than 28"
  elseif header.total < header.length then
    return ip_expert.length, "Total length " .. header.total .. " is less than header length " .. header.length
  elseif header.total > reported then
    return ip_expert.truncated, "Total length " .. header.total .. " exceeds the " .. reported .. " bytes of the frame"
  end
end

local function as_ipv6(tvb, offset)
  return Address.ipv6(string.format("::%x:%x:%x:%x", tvb(offset, 2):uint(), tvb(offset + 2, 2):uint(), tvb(offset + 4, 2):uint(),
    tvb(offset + 6, 2):uint()))
end

-- Everything after the first 28 bytes are known to be there.
local function dissect_packet(tvb, pinfo, tree, subtree, header)
  local available, reported = tvb:captured_len(), tvb:reported_len()
  add_header(subtree, tvb, header)
  local header_present = header.length >= IPV8_HEADER and header.length <= available
  add_checksum(subtree, tvb, 10, { offset = 0, length = header.length }, header_present, ip, ip_expert.checksum)
  add_addresses(subtree, tvb)
  local fault, text = header_fault(header, reported)
  if fault then
    subtree:add_proto_expert_info(fault, text)
    pinfo.cols.info = "Bad IPv8 header: " .. text
    return
  end
  if not header_present then
    subtree:add_proto_expert_info(ip_expert.cut)
    return
  end
  if header.length > IPV8_HEADER then add_options(subtree, tvb, IPV8_HEADER, header.length - IPV8_HEADER) end
  if available < header.total then subtree:add_proto_expert_info(ip_expert.cut) end
  subtree:set_len(header.length)
  local present = math.min(available, header.total) - header.length
  if present > 0 then
    dissect_payload(tvb, header, tvb(header.length, present):tvb(), pinfo, tree, subtree)
  end
  if available > header.total then subtree:add(ip.padding, tvb(header.total)) end
end

function ipv8.dissector(tvb, pinfo, tree)
  pinfo.cols.protocol = "IPv8"
  pinfo.cols.info = ""
  local available, reported = tvb:captured_len(), tvb:reported_len()
  local subtree = tree:add(ipv8, tvb())
  if available < IPV8_HEADER then
    local cut = available < reported and reported >= IPV8_HEADER
    subtree:add_proto_expert_info(cut and ip_expert.cut or ip_expert.truncated)
    pinfo.cols.info = cut and "IPv8 header cut by the capture" or "IPv8 header too short: " .. reported .. " bytes"
    return available
  end
  local header = read_header(tvb)
  subtree:append_text(", Src: " .. header.source .. ", Dst: " .. header.destination)
  -- The address columns and the streams of TCP and UDP come from pinfo.src and pinfo.dst, for which Lua can make IPv4, IPv6 and
  -- Ethernet addresses only. The 64 bits as ::ASN:host keep streams of different ASNs apart; Info carries the IPv8 text.
  pinfo.src = as_ipv6(tvb, 12)
  pinfo.dst = as_ipv6(tvb, 20)
  dissect_packet(tvb, pinfo, tree, subtree, header)
  pinfo.cols.info:prepend(header.source .. " → " .. header.destination .. "  ")
  return available
end

-- ARP for IPv8 (RFC 826 with protocol type 0x8080 and length 8) shares EtherType 0x0806 with ARP: what is not ours goes on
-- to the dissector that was there before.
local ethertypes = DissectorTable.get("ethertype")
local original_arp = ethertypes:get_dissector(ETHERTYPE_ARP)

local function arp8_info(operation, gratuitous, source, target, source_mac)
  if gratuitous then return "ARP8 announcement for " .. source .. (operation == 2 and " (reply)" or "") end
  if operation == 1 then return "Who has " .. target .. "? Tell " .. source end
  if operation == 2 then return source .. " is at " .. source_mac end
  return "ARP8 operation " .. operation
end

function arp8.dissector(tvb, pinfo, tree)
  local available, reported = tvb:captured_len(), tvb:reported_len()
  if available < 8 or tvb(2, 2):uint() ~= ipv8.prefs.ethertype then
    hand_on(function() original_arp:call(tvb, pinfo, tree) end)
    return available
  end
  pinfo.cols.protocol = "ARP8"
  local subtree = tree:add(arp8, tvb())
  subtree:add(arp.hardware_type, tvb(0, 2))
  subtree:add(arp.protocol_type, tvb(2, 2)):append_text(" (IPv8)")
  subtree:add(arp.hardware_size, tvb(4, 1))
  local size_item = subtree:add(arp.protocol_size, tvb(5, 1))
  subtree:add(arp.operation, tvb(6, 2))
  if tvb(4, 1):uint() ~= 6 or tvb(5, 1):uint() ~= 8 then
    size_item:add_proto_expert_info(arp_expert.size, "Sizes are " .. tvb(4, 1):uint() .. " and " .. tvb(5, 1):uint() .. ", not 6 and 8")
    pinfo.cols.info = "Bad ARP8: wrong address sizes"
    return available
  end
  if available < ARP8_LENGTH then
    local cut = available < reported and reported >= ARP8_LENGTH
    subtree:add_proto_expert_info(cut and ip_expert.cut or arp_expert.truncated)
    pinfo.cols.info = cut and "ARP8 cut by the capture" or "Bad ARP8: " .. reported .. " bytes, not 36"
    return available
  end
  local operation = tvb(6, 2):uint()
  local gratuitous = dotted(tvb, 14) == dotted(tvb, 28)
  if gratuitous then subtree:add(arp.gratuitous, true):set_generated() end
  subtree:add(arp.source_mac, tvb(8, 6))
  local source = add_address(subtree, tvb, 14, arp.source, arp.source_asn)
  subtree:add(arp.target_mac, tvb(22, 6))
  local target = add_address(subtree, tvb, 28, arp.target, arp.target_asn)
  subtree:append_text(" (" .. (ARP_OPERATIONS[operation] or ("operation " .. operation)) .. ")")
  subtree:set_len(ARP8_LENGTH)
  pinfo.cols.info = arp8_info(operation, gratuitous, source, target, tostring(tvb(8, 6):ether()))
  if available > ARP8_LENGTH then subtree:add(arp.padding, tvb(ARP8_LENGTH)) end
  return available
end

local registered
local function register_ethertype()
  if registered then ethertypes:remove(registered, ipv8) end
  registered = ipv8.prefs.ethertype
  ethertypes:add(registered, ipv8)
end
function ipv8.prefs_changed() register_ethertype() end

register_ethertype()
ethertypes:add(ETHERTYPE_ARP, arp8)

-- 8to4. Protocol 253 is for experiments (RFC 3692), so that others may use it too: what does not begin as an IPv8 header stays data.
local to4 = Proto("eightto4", "IPv8 in IPv4 (8to4)")

function to4.dissector(tvb, pinfo, tree)
  if tvb:captured_len() < 1 or math.floor(tvb(0, 1):uint() / 16) ~= 8 then return 0 end
  -- The IPv8 dissector writes its own addresses over these; Info keeps the tunnel's ends.
  local ends = tostring(pinfo.src) .. " → " .. tostring(pinfo.dst)
  local length = Dissector.get("ipv8"):call(tvb, pinfo, tree)
  pinfo.cols.protocol = "8to4"
  pinfo.cols.info:append("  [8to4 " .. ends .. "]")
  return length
end

DissectorTable.get("ip.proto"):add(PROTOCOL_8TO4, to4)
DissectorTable.get("udp.port"):add(PORT_8TO4, to4)
