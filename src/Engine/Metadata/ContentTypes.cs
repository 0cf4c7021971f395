using System.Collections.Frozen;

namespace S3Sync.Metadata;

/// <summary>
/// The Content-Type of a file, guessed from its name's extension: a built-in table, the same on every system. Types are those of IANA's media
/// type registry, else those in common use; as with other tools no charset is added, since only the content's author knows it. Content
/// that is only compressed (<c>.gz</c>) is told as what it is, never as what is inside.
/// </summary>
internal static class ContentTypes
{
    /// <summary>What is told of a name without a known extension.</summary>
    public const string Unknown = "application/octet-stream";

    // A media type and its extensions on each line.
    private const string Table = """
        text/html html htm shtml
        text/css css
        text/javascript js mjs cjs es
        text/jsx jsx
        text/plain txt text log conf def ini cfg properties diff patch
        text/markdown md markdown mdown mkd
        text/mdx mdx
        text/csv csv
        text/tab-separated-values tsv
        text/calendar ics ifb
        text/vcard vcf vcard
        text/vtt vtt
        text/xml xml xsd xsl rng
        text/troff t tr roff man ms
        text/cache-manifest appcache manifest
        text/coffeescript coffee litcoffee
        text/less less
        text/x-sass sass
        text/x-scss scss
        text/x-handlebars-template hbs
        text/x-lua lua
        text/x-c c cc cxx cpp h hh hpp dic
        text/x-csharp cs
        text/x-java-source java
        text/x-kotlin kt kts
        text/x-go go
        text/x-rust rs
        text/x-swift swift
        text/x-python py pyw pyi
        text/x-ruby rb
        text/x-perl pl pm
        text/x-haskell hs
        text/x-scala scala
        text/x-asm s asm
        text/x-opml opml
        text/x-tex tex ltx sty cls
        text/x-bibtex bib
        text/x-vue vue
        text/x-org org
        text/x-rst rst
        text/x-typescript tsx mts cts
        text/vnd.graphviz gv
        text/n3 n3
        text/turtle ttl
        application/json json map
        application/json5 json5
        application/jsonml+json jsonml
        application/ld+json jsonld
        application/geo+json geojson
        application/topo+json topojson
        application/schema+json jsonschema
        application/manifest+json webmanifest
        application/x-ndjson ndjson jsonl
        application/yaml yaml yml
        application/toml toml
        application/wasm wasm
        application/graphql graphql gql
        application/xhtml+xml xhtml xht
        application/xslt+xml xslt
        application/xml-dtd dtd
        application/xop+xml xop
        application/xspf+xml xspf
        application/atom+xml atom
        application/rss+xml rss
        application/rdf+xml rdf owl
        application/mathml+xml mathml
        application/smil+xml smi smil
        application/ttml+xml ttml dfxp
        application/dash+xml mpd
        application/vnd.apple.mpegurl m3u8 m3u
        application/vnd.ms-sstr+xml ism ismc
        application/gpx+xml gpx
        application/vnd.google-earth.kml+xml kml
        application/vnd.google-earth.kmz kmz
        application/xliff+xml xlf
        application/wsdl+xml wsdl
        application/soap+xml soap
        application/sparql-query rq
        application/sparql-results+xml srx
        application/pdf pdf
        application/postscript ps ai eps epsi epsf
        application/rtf rtf
        application/epub+zip epub
        application/x-mobipocket-ebook mobi prc
        application/vnd.amazon.ebook azw
        application/vnd.amazon.mobi8-ebook azw3
        application/x-fictionbook+xml fb2
        application/vnd.comicbook+zip cbz
        application/vnd.comicbook-rar cbr
        image/vnd.djvu djvu djv
        application/oxps oxps
        application/vnd.ms-xpsdocument xps
        application/msword doc dot
        application/vnd.ms-excel xls xlt xla xlm xlc xlw
        application/vnd.ms-powerpoint ppt pps pot
        application/vnd.ms-word.document.macroenabled.12 docm
        application/vnd.ms-word.template.macroenabled.12 dotm
        application/vnd.ms-excel.sheet.macroenabled.12 xlsm
        application/vnd.ms-excel.sheet.binary.macroenabled.12 xlsb
        application/vnd.ms-excel.template.macroenabled.12 xltm
        application/vnd.ms-excel.addin.macroenabled.12 xlam
        application/vnd.ms-powerpoint.presentation.macroenabled.12 pptm
        application/vnd.ms-powerpoint.slideshow.macroenabled.12 ppsm
        application/vnd.ms-powerpoint.template.macroenabled.12 potm
        application/vnd.openxmlformats-officedocument.wordprocessingml.document docx
        application/vnd.openxmlformats-officedocument.wordprocessingml.template dotx
        application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx
        application/vnd.openxmlformats-officedocument.spreadsheetml.template xltx
        application/vnd.openxmlformats-officedocument.presentationml.presentation pptx
        application/vnd.openxmlformats-officedocument.presentationml.slideshow ppsx
        application/vnd.openxmlformats-officedocument.presentationml.template potx
        application/vnd.oasis.opendocument.text odt
        application/vnd.oasis.opendocument.text-template ott
        application/vnd.oasis.opendocument.spreadsheet ods
        application/vnd.oasis.opendocument.spreadsheet-template ots
        application/vnd.oasis.opendocument.presentation odp
        application/vnd.oasis.opendocument.presentation-template otp
        application/vnd.oasis.opendocument.graphics odg
        application/vnd.oasis.opendocument.base odb
        application/vnd.visio vsd vst vss vsw
        application/vnd.ms-visio.drawing.main+xml vsdx
        application/vnd.ms-project mpp mpt
        application/vnd.ms-outlook msg
        application/x-mspublisher pub
        application/x-msaccess mdb
        application/onenote one onetoc onetoc2
        application/vnd.apple.pages pages
        application/vnd.apple.numbers numbers
        application/vnd.apple.keynote key
        application/vnd.ms-htmlhelp chm
        application/vnd.ms-fontobject eot
        application/vnd.ms-cab-compressed cab
        application/x-ms-application application
        application/x-ms-manifest appmanifest
        application/x-ms-xbap xbap
        application/xaml+xml xaml
        application/x-silverlight-app xap
        application/vnd.ms-appx appx msix
        application/appinstaller appinstaller
        application/appxbundle appxbundle
        application/msixbundle msixbundle
        application/zip zip
        application/gzip gz tgz
        application/x-bzip bz
        application/x-bzip2 bz2 boz tbz2
        application/x-xz xz txz
        application/x-lzma lzma
        application/x-lzip lz
        application/x-lz4 lz4
        application/zstd zst tzst
        application/x-compress z
        application/x-7z-compressed 7z
        application/vnd.rar rar
        application/x-tar tar
        application/x-cpio cpio
        application/x-shar shar
        application/x-lzh-compressed lha lzh
        application/vnd.debian.binary-package deb udeb
        application/x-rpm rpm
        application/vnd.android.package-archive apk
        application/vnd.flatpak flatpak
        application/vnd.snap snap
        application/x-apple-diskimage dmg
        application/vnd.apple.installer+xml mpkg
        application/x-newton-compatible-pkg pkg
        application/x-iso9660-image iso
        application/x-virtualbox-vdi vdi
        application/x-virtualbox-vmdk vmdk
        application/x-virtualbox-vhd vhd
        application/ovf ova ovf
        application/x-msi msi msp
        application/vnd.microsoft.portable-executable exe dll
        application/x-sharedlib so
        application/java-archive jar war ear
        application/java-vm class
        application/x-java-jnlp-file jnlp
        application/x-java-archive-diff jardiff
        application/x-xpinstall xpi
        application/x-chrome-extension crx
        application/vnd.nuget.package nupkg snupkg
        application/x-python-code pyc pyo
        application/x-python-wheel whl
        application/x-sh sh
        application/x-bash bash
        application/x-zsh zsh
        application/x-csh csh
        application/x-powershell ps1 psm1 psd1
        application/x-bat bat cmd
        application/x-httpd-php php phtml
        application/x-tcl tcl tk
        application/sql sql
        application/vnd.sqlite3 sqlite sqlite3 db3
        application/vnd.apache.parquet parquet
        application/vnd.apache.arrow.file arrow
        application/vnd.apache.arrow.stream arrows
        application/avro avro
        application/x-orc orc
        application/x-hdf5 h5 hdf5
        application/x-hdf hdf
        application/x-netcdf nc cdf
        application/protobuf pb
        application/msgpack msgpack
        application/cbor cbor
        application/x-ipynb+json ipynb
        application/x-dvi dvi
        application/x-latex latex
        application/x-bittorrent torrent
        application/x-shockwave-flash swf
        application/n-triples nt
        application/n-quads nq
        application/trig trig
        application/pgp-encrypted pgp gpg
        application/pgp-signature sig
        application/pkcs8 p8
        application/pkcs10 p10
        application/pkcs7-mime p7m p7c
        application/pkcs7-signature p7s
        application/pkix-cert cer
        application/pkix-crl crl
        application/x-pkcs12 p12 pfx
        application/x-pkcs7-certificates p7b spc
        application/x-x509-ca-cert der crt pem
        application/vnd.apple.pkpass pkpass
        application/x-apple-aspen-config mobileconfig
        application/vnd.mapbox-vector-tile mvt
        application/vnd.pmtiles pmtiles
        application/geopackage+sqlite3 gpkg
        application/vnd.las las laz
        application/dicom dcm
        application/mp4 mp4s m4p
        application/mxf mxf
        application/ogg ogx
        application/vnd.rn-realmedia rm
        application/mbox mbox
        application/x-subrip srt
        application/x-ass ass ssa
        message/rfc822 eml mime mht mhtml
        image/png png
        image/apng apng
        image/jpeg jpg jpeg jpe jfif
        image/gif gif
        image/webp webp
        image/avif avif
        image/heic heic
        image/heif heif
        image/heic-sequence heics
        image/heif-sequence heifs
        image/jxl jxl
        image/jp2 jp2 jpg2
        image/jpx jpx jpf
        image/svg+xml svg svgz
        image/bmp bmp dib
        image/tiff tif tiff
        image/vnd.microsoft.icon ico cur
        image/vnd.adobe.photoshop psd
        image/vnd.dwg dwg
        image/vnd.dxf dxf
        image/vnd.ms-dds dds
        image/vnd.ms-photo wdp jxr
        image/vnd.radiance hdr
        image/x-exr exr
        image/x-tga tga
        image/x-xcf xcf
        image/x-xbitmap xbm
        image/x-xpixmap xpm
        image/x-portable-anymap pnm
        image/x-portable-bitmap pbm
        image/x-portable-graymap pgm
        image/x-portable-pixmap ppm
        image/x-icns icns
        image/x-adobe-dng dng
        image/x-canon-cr2 cr2
        image/x-canon-cr3 cr3
        image/x-nikon-nef nef
        image/x-sony-arw arw
        image/x-olympus-orf orf
        image/x-fuji-raf raf
        image/x-panasonic-rw2 rw2
        image/emf emf
        image/wmf wmf
        image/ktx ktx
        image/ktx2 ktx2
        audio/mpeg mp3 mpga mp2 mp2a m2a m3a
        audio/mp4 m4a m4b mp4a
        audio/aac aac adts
        audio/ac3 ac3
        audio/flac flac
        audio/ogg oga ogg spx
        audio/opus opus
        audio/wav wav
        audio/webm weba
        audio/x-aiff aif aiff aifc
        audio/x-ms-wma wma
        audio/x-matroska mka
        audio/x-caf caf
        audio/x-scpls pls
        audio/x-pn-realaudio ra ram
        audio/x-ape ape
        audio/x-wavpack wv
        audio/basic au snd
        audio/midi mid midi kar rmi
        audio/3gpp 3gpp
        audio/amr amr
        audio/amr-wb awb
        audio/vnd.dts dts
        video/mp4 mp4 m4v mp4v mpg4
        video/iso.segment m4s
        video/webm webm
        video/ogg ogv
        video/mpeg mpeg mpg mpe m1v m2v
        video/mp2t ts m2t m2ts
        video/quicktime mov qt
        video/x-msvideo avi
        video/x-matroska mkv mk3d mks
        video/x-flv flv
        video/x-f4v f4v
        video/x-ms-wmv wmv
        video/x-ms-asf asf asx
        video/x-ms-vob vob
        video/3gpp 3gp
        video/3gpp2 3g2
        video/h264 h264
        video/mj2 mj2 mjp2
        font/woff woff
        font/woff2 woff2
        font/ttf ttf
        font/otf otf
        font/collection ttc otc
        application/x-font-bdf bdf
        application/x-font-pcf pcf
        application/x-font-type1 pfa pfb pfm afm
        model/gltf+json gltf
        model/gltf-binary glb
        model/obj obj
        model/mtl mtl
        model/stl stl
        model/3mf 3mf
        model/step stp step
        model/iges igs iges
        model/vrml wrl vrml
        model/x3d+xml x3d x3dz
        model/vnd.collada+xml dae
        model/vnd.usdz+zip usdz
        """;

    private static readonly FrozenDictionary<string, string> ByExtension = Read();

    /// <summary>The type of a key or file name: by the text after the last dot of its last segment, in any case.</summary>
    public static string Guess(string key)
    {
        var name = key.AsSpan(key.LastIndexOf('/') + 1);
        var dot = name.LastIndexOf('.');
        return dot > 0 && ByExtension.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name[(dot + 1)..], out var type) ? type : Unknown;
    }

    private static FrozenDictionary<string, string> Read()
    {
        var types = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in Table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split(' ');
            foreach (var extension in words.AsSpan(1))
            {
                types.Add(extension, words[0]);
            }
        }

        return types.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
