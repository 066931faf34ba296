"""Derive ``dispatchkit/data/cities.toml`` from CLDR's example cities of time zones, by way of Babel, and the list below.

    pip install babel && python tools/make_cities.py

Babel is needed here alone, not at run time.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from babel import Locale
from babel import __version__ as babel_version
from babel.core import get_global

TARGET = Path(__file__).resolve().parent.parent / "dispatchkit" / "data" / "cities.toml"
_LANGUAGES = """
en fr de es pt it ru ar tr pl nl sv da nb fi et lv lt cs sk sl hr bs sr sr_Latn mk bg ro hu el sq az uk be kk hy ka fa ur he hi bn ta te mr ne
th vi id ms fil ja zh zh_Hant ko ckb ku ca gl eu is sw am
""".split()
# Zones whose city is a namesake of another, disputed, an island, a village of few people, or the country itself.
_LEFT_OUT = """
Africa/Tripoli Africa/El_Aaiun Africa/Bissau Africa/Djibouti Asia/Jerusalem Asia/Gaza Asia/Hebron Asia/Famagusta Asia/Nicosia Asia/Hong_Kong
Asia/Macau Asia/Taipei Asia/Singapore Asia/Kuwait Asia/Bahrain Asia/Qatar Asia/Brunei Asia/Oral Asia/Hovd Asia/Aden Europe/Simferopol Europe/Vatican
Europe/Monaco Europe/Luxembourg Europe/Gibraltar Europe/Malta Europe/San_Marino Europe/Andorra Europe/Isle_of_Man Europe/Jersey Europe/Guernsey
Europe/Busingen Europe/Kirov America/Santiago America/Argentina/Cordoba America/Argentina/La_Rioja America/Argentina/San_Juan
America/Argentina/San_Luis America/Merida America/Halifax America/St_Johns America/Panama America/Guatemala America/Belize America/Guyana America/Jamaica
America/Bahia America/Regina America/Regina America/Montserrat America/Nome America/Thule America/Dawson America/Resolute America/Creston America/Eirunepe
America/Kentucky/Louisville America/Kentucky/Monticello Australia/Perth Australia/Eucla Australia/Lindeman Indian/Mauritius Indian/Reunion Indian/Maldives
America/La_Paz America/Matamoros America/Campo_Grande America/Costa_Rica America/El_Salvador America/Puerto_Rico America/Bahia_Banderas
""".split()
_REGIONS = ("Africa/", "Asia/", "Europe/", "America/", "Australia/", "Indian/Antananarivo")
# Cities without a zone of their own, in the languages that agencies write most.
_MORE = {
    "TR": ["Ankara", "Анкара", "أنقرة", "آنکارا", "Άγκυρα", "アンカラ", "앙카라", "安卡拉", "İzmir", "Bursa", "Adana", "Konya", "Antalya", "Gaziantep", "Trabzon", "Diyarbakır", "Erzurum", "Samsun", "Kayseri", "Mersin"],
    "US": ["Washington", "Waşington", "Вашингтон", "واشنطن", "واشنگتن", "Ουάσινγκτον", "ワシントン", "워싱턴", "华盛顿", "華盛頓", "Вашингтон, округ Колумбия", "San Francisco", "Сан-Франциско", "Houston", "Dallas", "Miami", "Seattle", "Atlanta", "Philadelphia", "Las Vegas", "Baltimore", "Pittsburgh", "Minneapolis"],
    "CN": ["Beijing", "Pékin", "Peking", "Pekín", "Pequim", "Pechino", "Пекин", "Пекін", "Pekin", "بكين", "پکن", "Πεκίνο", "北京", "베이징", "Guangzhou", "广州", "Shenzhen", "深圳", "Wuhan", "武汉", "Chengdu", "成都", "Nanjing", "南京", "Chongqing", "重庆", "Tianjin", "天津", "Harbin", "哈尔滨"],
    "IN": ["New Delhi", "Nueva Delhi", "Neu-Delhi", "Neu Delhi", "Nova Deli", "Nuova Delhi", "Yeni Delhi", "Нью-Дели", "نيودلهي", "دهلی نو", "ニューデリー", "뉴델리", "新德里", "नई दिल्ली", "Mumbai", "मुंबई", "Bengaluru", "Chennai", "Lucknow", "लखनऊ", "Ahmedabad", "Jaipur", "Patna", "Srinagar"],
    "CA": ["Ottawa", "Оттава", "أوتاوا", "オタワ", "오타와", "渥太华", "Montréal", "Montreal", "Монреаль", "مونتريال", "Québec City", "Calgary"],
    "AU": ["Canberra", "Канберра", "كانبرا", "キャンベラ", "캔버라", "堪培拉"],
    "BR": ["Brasília", "Brasilia", "Бразилиа", "برازيليا", "ブラジリア", "브라질리아", "巴西利亚", "Rio de Janeiro", "Рио-де-Жанейро", "ريو دي جانيرو", "Belo Horizonte", "Porto Alegre", "Curitiba"],
    "CH": ["Bern", "Berne", "Berna", "Берн", "برن", "Genève", "Geneva", "Genf", "Ginebra", "Ginevra", "Genebra", "Женева", "جنيف", "ژنو", "Cenevre", "Γενεύη", "ジュネーブ", "제네바", "日内瓦", "Lausanne", "Basel"],
    "PK": ["Islamabad", "Исламабад", "إسلام آباد", "اسلام آباد", "اسلام‌آباد", "イスラマバード", "이슬라마바드", "伊斯兰堡", "Lahore", "لاہور", "Peshawar", "پشاور", "Rawalpindi"],
    "SA": ["Jeddah", "Djeddah", "Dschidda", "Cidde", "Джидда", "جدة", "Mecca", "La Mecque", "Mekka", "Мекка", "مكة المكرمة", "Medina al-Munawara"],
    "AE": ["Abu Dhabi", "Abou Dhabi", "Abu Dabi", "Абу-Даби", "أبوظبي", "أبو ظبي", "ابوظبی", "アブダビ", "아부다비", "阿布扎比", "Sharjah", "الشارقة"],
    "QA": ["Doha", "Доха", "الدوحة", "دوحه", "ドーハ", "도하", "多哈"],
    "BH": ["Manama", "Манама", "المنامة", "منامه", "麦纳麦"],
    "IL": ["Tel Aviv", "Tel-Aviv", "Тель-Авив", "تل أبيب", "تل‌آویو", "תל אביב", "テルアビブ", "텔아비브", "特拉维夫", "Haifa", "חיפה"],
    "PS": ["Ramallah", "Рамаллах", "رام الله", "רמאללה", "拉姆安拉", "Nablus", "Naplouse", "نابلس", "Jenin", "Jénine", "جنين"],
    "SY": ["Aleppo", "Alep", "Halep", "Алеппо", "حلب", "Homs", "Humus", "Хомс", "حمص", "Idlib", "إدلب", "Latakia", "Lattaquié", "اللاذقية", "Raqqa", "الرقة"],
    "IQ": ["Erbil", "Arbil", "Эрбиль", "أربيل", "ھەولێر", "هەولێر", "Mosul", "Mossoul", "Musul", "Мосул", "الموصل", "Basra", "Bassorah", "Басра", "البصرة", "Kirkuk", "Kirkouk", "Kerkük", "كركوك", "Najaf", "النجف", "Sulaymaniyah", "السليمانية"],
    "IR": ["Isfahan", "Ispahan", "Исфахан", "اصفهان", "Mashhad", "مشهد", "Shiraz", "شیراز", "Tabriz", "تبریز"],
    "LY": ["Benghazi", "Bingazi", "Бенгази", "بنغازي", "Misrata", "مصراتة"],
    "EG": ["Luxor", "Louxor", "الأقصر", "Sharm el-Sheikh", "Charm el-Cheikh", "شرم الشيخ"],
    "MA": ["Rabat", "Рабат", "الرباط", "ラバト", "라바트", "拉巴特", "Marrakech", "Marrakesh", "Marrakesch", "مراكش", "Tanger", "Tangier", "طنجة", "Agadir"],
    "DZ": ["Oran", "وهران", "Constantine", "قسنطينة", "Annaba"],
    "CM": ["Yaoundé", "Yaounde", "Яунде", "ياوندي"],
    "NG": ["Abuja", "Абуджа", "أبوجا", "アブジャ", "아부자", "阿布贾", "Kano", "Ibadan", "Jos", "Kaduna"],
    "ZA": ["Pretoria", "Претория", "بريتوريا", "Cape Town", "Le Cap", "Kapstadt", "Ciudad del Cabo", "Cidade do Cabo", "Кейптаун", "كيب تاون", "Durban"],
    "TZ": ["Dodoma", "Додома"],
    "ET": ["Mekelle", "መቐለ"],
    "BY": ["Hrodna", "Grodno", "Brest-Litovsk", "Homiel", "Gomel", "Гомель"],
    "UA": ["Kharkiv", "Kharkov", "Charkiw", "Járkov", "Харьков", "Харків", "خاركيف", "Lviv", "Lwiw", "Львов", "Львів", "Dnipro", "Дніпро", "Mariupol", "Marioupol", "Мариуполь", "Маріуполь", "Donetsk", "Донецк", "Донецьк"],
    "RU": ["Kazan", "Казань", "Sochi", "Sotchi", "Сочи", "Grozny", "Грозный", "Rostov-on-Don", "Ростов-на-Дону", "Sankt Petersburg", "Saint-Pétersbourg", "Санкт-Петербург", "San Petersburgo"],
    "KZ": ["Astana", "Астана", "أستانا", "阿斯塔纳"],
    "DE": ["Frankfurt", "Francfort", "Франкфурт", "Hamburg", "Hambourg", "Гамбург", "München", "Munich", "Monaco di Baviera", "Мюнхен", "Köln", "Cologne", "Кёльн", "Stuttgart", "Düsseldorf", "Leipzig", "Dresden", "Bonn", "Karlsruhe", "Dortmund"],
    "FR": ["Marseille", "Марсель", "Lyon", "Лион", "Strasbourg", "Straßburg", "Estrasburgo", "Strasburgo", "Страсбург", "Bordeaux", "Toulouse", "Nantes", "Lille", "Rennes", "Grenoble", "Cannes"],
    "ES": ["Barcelona", "Barcelone", "Барселона", "برشلونة", "Sevilla", "Séville", "Zaragoza", "Málaga", "Bilbao", "Santiago de Compostela"],
    "IT": ["Milano", "Milan", "Mailand", "Милан", "Napoli", "Naples", "Neapel", "Неаполь", "Torino", "Turin", "Турин", "Palermo", "Venezia", "Venise", "Venedig", "Венеция", "Firenze", "Florenz", "Bologna", "Genova", "Bari"],
    "GB": ["Edinburgh", "Édimbourg", "Эдинбург", "Glasgow", "Belfast", "Белфаст", "Cardiff", "Liverpool"],
    "NL": ["The Hague", "La Haye", "Den Haag", "La Haya", "L'Aia", "Lahey", "Гаага", "لاهاي", "Rotterdam", "Utrecht"],
    "BE": ["Antwerpen", "Antwerp", "Anvers", "Liège", "Namur", "Gent", "Gand"],
    "PL": ["Kraków", "Cracovie", "Krakau", "Краков", "Gdańsk", "Wrocław", "Poznań", "Łódź"],
    "CZ": ["Brno", "Ostrava"],
    "AT": ["Graz", "Linz", "Salzburg", "Innsbruck"],
    "RO": ["Cluj-Napoca", "Timișoara", "Timişoara", "Constanța", "Iași"],
    "GR": ["Thessaloniki", "Thessalonique", "Selanik", "Θεσσαλονίκη", "Салоники"],
    "BG": ["Plovdiv", "Пловдив", "Varna", "Варна", "Burgas", "Бургас"],
    "RS": ["Novi Sad", "Нови Сад", "Niš", "Ниш"],
    "BA": ["Banja Luka", "Бања Лука", "Mostar", "Tuzla"],
    "XK": ["Prishtina", "Pristina", "Priştine", "Приштина", "Prishtinë", "Priština"],
    "MD": ["Tiraspol", "Тирасполь"],
    "JP": ["Osaka", "大阪", "オサカ", "Hiroshima", "広島", "Nagasaki", "長崎", "Kyoto", "京都", "Sapporo", "札幌", "Fukushima", "福島", "Nagoya", "名古屋", "Yokohama", "横浜"],
    "KR": ["Busan", "부산", "釜山", "Incheon", "인천", "Daegu", "대구", "Gwangju", "광주", "Daejeon", "대전"],
    "VN": ["Hanoi", "Hà Nội", "Hanói", "Ханой", "هانوي", "河内", "ハノイ", "하노이", "Da Nang", "Đà Nẵng"],
    "MM": ["Naypyidaw", "Naypyitaw", "Нейпьидо", "نايبيداو", "内比都", "Mandalay"],
    "PH": ["Cebu", "Davao"],
    "ID": ["Surabaya", "Bandung", "Denpasar", "Medan", "Yogyakarta"],
    "NZ": ["Wellington", "Веллингтон", "ويلينغتون", "ウェリントン", "웰링턴", "惠灵顿", "Christchurch", "Auckland"],
    "BD": ["Chittagong", "Chattogram", "চট্টগ্রাম", "Sylhet", "সিলেট"],
    "AF": ["Kandahar", "قندهار", "Herat", "هرات", "Jalalabad", "جلال آباد", "Mazar-i-Sharif"],
    "MX": ["Acapulco", "Puebla", "Oaxaca", "Veracruz"],
    "CO": ["Medellín", "Medellin", "Cali", "Barranquilla", "Bucaramanga"],
    "VE": ["Maracaibo"],
    "EC": ["Quito", "Кито", "كيتو"],
    "PE": ["Arequipa", "Cusco", "Cuzco"],
    "BO": ["Cochabamba", "Sucre"],
    "CL": ["Valparaíso", "Valparaiso", "Antofagasta"],
    "AR": ["Rosario", "Bahía Blanca", "Mar del Plata"],
    "CU": ["Guantánamo", "Camagüey"],
}
_NAMESAKES = frozenset("Hebron Victoria Kingston Georgetown Hamilton Santiago León Granada Valencia Sucre Rosario Alexandria".split())


def main() -> None:
    countries = {name for language in _LANGUAGES for code, name in Locale.parse(language).territories.items() if len(code) == 2}
    zones = [(zone, code) for zone, code in get_global("zone_territories").items() if zone.startswith(_REGIONS) and zone not in _LEFT_OUT]
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for zone, code in zones:
        for language in _LANGUAGES:
            city = Locale.parse(language).time_zones.get(zone, {}).get("city")
            if city:
                names[code][city] = None
        names[code][zone.rpartition("/")[2].replace("_", " ")] = None
    for code, more in _MORE.items():
        names[code].update(dict.fromkeys(more))
    owners: dict[str, set[str]] = defaultdict(set)
    for code, listed in names.items():
        for name in listed:
            owners[name.casefold()].add(code)
    lines = [f"# Cities by the ISO 3166 code of their country, written by tools/make_cities.py (Babel {babel_version}). Do not edit.", "", "[cities]"]
    for code in sorted(names):
        alone = [name for name in names[code] if len(owners[name.casefold()]) == 1 and name not in countries and name not in _NAMESAKES]
        if alone:
            lines.append(f"{code} = {json.dumps(sorted(alone), ensure_ascii=False)}")
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
