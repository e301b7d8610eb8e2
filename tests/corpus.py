"""A small bilingual corpus, so that every test run fits a real model in a second.

Each line: event | lang | topic | jurisdiction | region | title | text.
"""

import csv
from pathlib import Path

from training.labels import COLUMNS

_LINES = """
zj-apps|zh|app_enforcement|CN|CN-ZJ|浙江通管局通报21款App|浙江省通信管理局近日通报21款未完成整改的App，存在违规收集个人信息问题，要求6月3日前整改。
zj-apps|en|app_enforcement|CN|CN-ZJ|Zhejiang regulator names 21 apps|The Zhejiang Communications Administration named 21 apps that had not fixed how they collect personal information.
miit-sdk|zh|app_enforcement|CN|||工信部抽查第三方SDK，下架15款侵害用户权益的App。
miit-sdk|en|app_enforcement|CN||MIIT pulls 15 apps from stores|
cac-mini|zh|app_enforcement|CN||网信办约谈小程序运营者|
cac-mini|en|app_enforcement|CN|||China's cyberspace regulator summoned operators of mini programs over excessive permissions.
in-ban|en|app_enforcement|IN||India blocks 54 apps over security|The ministry ordered app stores to remove 54 apps that sent user data abroad.
in-ban|zh|app_enforcement|IN||印度封禁54款应用程序|
fr-tt|en|app_enforcement|FR||France bans TikTok on civil servants' phones|
fr-tt|zh|app_enforcement|FR|||法国政府禁止公务员在工作手机上使用TikTok等娱乐应用。
us-tt|en|app_enforcement|US|US-VA|Virginia governor bans TikTok from state devices|
us-tt|zh|app_enforcement|US|US-VA||弗吉尼亚州州长下令禁止在州政府设备上使用TikTok和微信应用。
tc260-a|zh|standards|CN||四项网络安全国家标准公开征求意见|全国网络安全标准化技术委员会就《数据安全技术 数据分类分级规则》等四项国家标准征求意见稿公开征求意见。
tc260-a|en|standards|CN||TC260 seeks comments on four draft national standards|
jrt|zh|standards|CN|||人民银行发布《金融数据安全 数据安全分级指南》金融行业标准。
jrt|en|standards|CN|||The People's Bank of China published an industry standard on grading the security of financial data.
nist-z|en|standards|US||NIST publishes draft of zero trust practice guide|The National Institute of Standards and Technology released a draft special publication for public comment.
nist-z|zh|standards|US|||美国国家标准与技术研究院发布零信任实践指南草案。
iso-p|en|standards|INTL||ISO publishes new edition of privacy standard ISO/IEC 27701|
iso-p|zh|standards|INTL||国际标准化组织发布隐私信息管理标准新版|
etsi|en|standards|EU|||The European Commission asked for harmonised cybersecurity standards for radio equipment.
etsi|zh|standards|EU||欧盟网络安全局公布云服务认证方案草案|
uk-ce|en|standards|GB||UK updates Cyber Essentials certification scheme|
uk-ce|zh|standards|GB|||英国更新网络安全基础认证标准，新增云服务要求。
cbirc|zh|sector_data_security|CN||金融监管总局印发银行保险机构数据安全管理办法|国家金融监督管理总局发布办法，要求银行保险机构建立数据安全责任制。
cbirc|en|sector_data_security|CN||China's financial regulator issues data security rules for banks and insurers|
hosp|zh|sector_data_security|CN|CN-SH|上海一医院因数据泄露被罚|上海市公安局网安部门对未履行数据安全保护义务的某医院罚款八万元。
hosp|en|sector_data_security|CN|CN-SH||Shanghai police fined a hospital that failed to protect patient data.
car|zh|sector_data_security|CN|||工信部加强智能网联汽车数据安全管理，要求车企报送数据安全风险评估。
car|en|sector_data_security|CN||MIIT orders carmakers to assess data risks|
hipaa|en|sector_data_security|US||HHS proposes update to HIPAA security rule|The proposed rule would require hospitals to encrypt electronic health records.
hipaa|zh|sector_data_security|US|||美国卫生与公众服务部拟修订医疗机构网络安全规则。
mas|en|sector_data_security|SG||MAS tightens technology risk rules for banks|
mas|zh|sector_data_security|SG|||新加坡金融管理局修订金融机构科技风险管理准则。
tsa|en|sector_data_security|US||TSA issues cybersecurity directive for railroads|
tsa|zh|sector_data_security|US||美国运安局发布铁路网络安全指令|
dpc|en|overseas_settlement|IE||Irish DPC fines Acme Social 90m euros for GDPR breach|The Data Protection Commission fined the platform 90 million euros for transferring personal data unlawfully.
dpc|zh|overseas_settlement|IE||爱尔兰数据保护委员会对某社交平台罚款9000万欧元|
cnil|en|overseas_settlement|FR|||CNIL fined an advertising company 40 million euros over consent to cookies.
cnil|zh|overseas_settlement|FR||法国CNIL对一广告公司罚款4000万欧元|
ftc|en|overseas_settlement|US||Fitness tracker maker to pay $3 million to settle FTC privacy charges|
ftc|zh|overseas_settlement|US|||美国联邦贸易委员会与一家手环厂商达成300万美元和解，该公司擅自共享健康数据。
nyag|en|overseas_settlement|US|US-NY|New York attorney general secures $2 million from hospital over breach|
nyag|zh|overseas_settlement|US|US-NY||纽约州总检察长就数据泄露与一家医院达成200万美元和解。
ico|en|overseas_settlement|GB||ICO fines spam texter 70,000 pounds|
ico|zh|overseas_settlement|GB|||英国信息专员办公室对发送骚扰短信的公司罚款7万英镑。
pipc|en|overseas_settlement|KR|||South Korea's PIPC fined an online retailer over leaked customer data.
pipc|zh|overseas_settlement|KR||韩国个人信息保护委员会对一电商罚款13亿韩元|
pipl|zh|other|CN||人大常委会审议网络安全法修正草案|
pipl|en|other|CN|||China's legislature reviewed draft amendments to the Cybersecurity Law.
breach|en|other|US||Airline says hackers stole data of 1 million customers|The company is investigating the breach and has told customers.
breach|zh|other|US|||美国一家航空公司称黑客窃取百万乘客数据。
sue|en|other|US||Users file class action against genetics firm over breach|
sue|zh|other|US||美国用户就数据泄露起诉基因检测公司|
probe|en|other|IT|||Italy's Garante opened an investigation into an AI chatbot.
probe|zh|other|IT||意大利数据保护局对聊天机器人启动调查|
sport|en|other|GB||Rovers beat City 2-0 to reach cup final|
sport|zh|other|CN||国产新能源车出口连续三月增长|
anti|en|other|EU||Commission fines truck makers 3 billion euros for price cartel|
anti|zh|other|EU||欧盟委员会因价格垄断对卡车厂商罚款|
adeq|en|other|EU|||The European Commission adopted an adequacy decision for data transfers.
adeq|zh|other|EU||欧盟通过数据传输充分性决定|
"""


def write_labels(folder: Path) -> Path:
    """Write the corpus as labels.csv and return its path."""
    path = folder / "labels.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number, line in enumerate(_LINES.strip().splitlines()):
            event, lang, topic, jurisdiction, region, title, text = line.split("|")
            row = (f"{event}-{lang}-{number}", event, lang, title, text)
            writer.writerow((*row, topic, jurisdiction, region, "2023-05-04", "written for tests"))
    return path
